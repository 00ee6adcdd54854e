package paas.router.http.proxy;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
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

  private boolean sent;
  private long received;

  RequestBody(Client client, Framing framing) {
    this.client = client;
    this.framing = framing;
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
    to.content(framing, content);
    if (last) {
      sent = true;
    } else {
      holdBackClient(to);
    }
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
    while (!early.isEmpty()) {
      early.remove().release();
    }
  }
}
