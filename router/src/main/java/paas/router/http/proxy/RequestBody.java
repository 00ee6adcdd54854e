package paas.router.http.proxy;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;
import paas.router.http.message.Framing;
import paas.router.http.message.Joint;

/**
 * A request's body on its way from the client to an instance; what the instance does not take stops
 * the client.
 */
final class RequestBody {
  private final Client client;
  private final Framing framing;

  /** What came before there was a connection to send it on; reading has stopped then. */
  private @Nullable KeptPieces early;

  /** What an instance was given that may still refuse it, to give it to another. */
  private @Nullable KeptPieces given;

  private final int mostKept;
  private final BufferBudget budget;
  private boolean repeatable = true;
  private boolean sent;
  private long received;

  /**
   * @param worker whose limit and budget bound what is held so that it can be sent again
   */
  RequestBody(Client client, Framing framing, Worker worker) {
    this.client = client;
    this.framing = framing;
    this.mostKept = worker.limits().buffers().request();
    this.budget = worker.budget();
  }

  boolean isEmpty() {
    return framing == Framing.NONE;
  }

  /** Whether the instance was given all of it. */
  boolean isSent() {
    return sent;
  }

  /** Whether any of it came. */
  boolean hasBegun() {
    return received > 0;
  }

  /** Adds what came to the bytes so far. */
  long count(HttpContent content) {
    received += content.content().readableBytes();
    return received;
  }

  void keep(HttpContent content) {
    early = early == null ? new KeptPieces(budget) : early;
    early.join(content);
    client.pauseReading();
  }

  /** The head is written: what was kept follows it, and the client may go on. */
  void begin(Upstream to) {
    sent = isEmpty();
    boolean paused = early != null && !early.isEmpty();
    while (early != null && !early.isEmpty()) {
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
    int kept = given == null ? 0 : given.cost();
    boolean fits = kept + KeptPieces.costOf(content) <= mostKept && !budget.isSpent();
    if (to.mayRefuse() && fits) {
      given = given == null ? new KeptPieces(budget) : given;
      given.add(keepable(content));
    } else {
      commit();
    }
  }

  /** A small piece of what was read would hold all that was read with it. */
  private static HttpContent keepable(HttpContent content) {
    boolean small = content.content().readableBytes() < Joint.SMALL;
    return small ? content.copy() : content.retainedDuplicate();
  }

  /** From here on no other instance can have it. */
  void commit() {
    repeatable = false;
    if (given != null) {
      given.release();
      given = null;
    }
  }

  /**
   * Takes back what was given to an instance that is gone, for another one.
   *
   * @return false when not all of it is there any more
   */
  boolean rewind() {
    if (repeatable && given != null) {
      if (early != null) {
        given.addAll(early);
      }
      early = given;
      given = null;
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
    if (early != null) {
      early.release();
    }
  }
}
