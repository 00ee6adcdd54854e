package paas.router.http.proxy;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import paas.router.http.message.Framing;

/**
 * A request's body on its way from the client to an instance; what the instance does not take stops
 * the client.
 */
final class RequestBody {
  private final Client client;
  private final Framing framing;

  /** What came before there was a connection to send it on; reading has stopped then. */
  private final ArrayDeque<HttpContent> early = new ArrayDeque<>(0);

  /** What an instance was given that may still refuse it, to give it to another. */
  private @Nullable ArrayDeque<HttpContent> given;

  private final int mostKept;
  private int kept;
  private boolean repeatable = true;
  private boolean sent;
  private long received;

  /**
   * @param mostKept bytes that are held so that they can be sent again
   */
  RequestBody(Client client, Framing framing, int mostKept) {
    this.client = client;
    this.framing = framing;
    this.mostKept = mostKept;
  }

  boolean isEmpty() {
    return framing == Framing.NONE;
  }

  /** Whether the instance was given all of it. */
  boolean isSent() {
    return sent;
  }

  /** Adds what came to the bytes so far. */
  long count(HttpContent content) {
    received += content.content().readableBytes();
    return received;
  }

  void keep(HttpContent content) {
    early.add(content);
    client.pauseReading();
  }

  /** The head is written: what was kept follows it, and the client may go on. */
  void begin(Upstream to) {
    sent = isEmpty();
    boolean paused = !early.isEmpty();
    while (!early.isEmpty()) {
      forward(to, early.remove());
    }
    to.flush();
    if (paused && to.isWritable()) {
      client.resumeReading();
    }
  }

  void forward(Upstream to, HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    keepGiven(to, content);
    to.content(framing, content);
    if (last) {
      sent = true;
    } else {
      holdBackClient(to);
    }
  }

  private void keepGiven(Upstream to, HttpContent content) {
    if (!repeatable) {
      return;
    }
    kept += content.content().readableBytes();
    if (to.mayRefuse() && kept <= mostKept) {
      given = given == null ? new ArrayDeque<>() : given;
      given.add(content.retainedDuplicate());
    } else {
      commit();
    }
  }

  /** From here on no other instance can have it. */
  void commit() {
    repeatable = false;
    if (given != null) {
      release(given);
    }
  }

  /**
   * Takes back what was given to an instance that is gone, for another one.
   *
   * @return false when not all of it is there any more
   */
  boolean rewind() {
    if (repeatable && given != null) {
      early.addAll(given);
      given = null;
      kept = 0;
    }
    sent = sent && !repeatable;
    return repeatable;
  }

  /** Stops the client while the instance is behind; also for the bytes of a tunnel. */
  void holdBackClient(Upstream to) {
    if (!to.isWritable()) {
      to.flush();
      if (!to.isWritable()) {
        client.pauseReading();
      }
    }
  }

  void discard() {
    commit();
    release(early);
  }

  private static void release(ArrayDeque<HttpContent> contents) {
    while (!contents.isEmpty()) {
      contents.remove().release();
    }
  }
}
