package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import org.jspecify.annotations.Nullable;
import paas.router.http.message.Courtesy;
import paas.router.http.message.Failure;
import paas.router.http.message.Framing;
import paas.router.http.message.Reply;
import paas.router.http.message.RequestHead;
import paas.router.http.message.ResponseHead;

/**
 * What goes to the client: an app's response or an error page; what the client does not take stops
 * the instance.
 */
final class Answer {
  /** No window of the client's holds them back. */
  private static final int MAX_INTERIMS = 16;

  private final Client client;
  private final ResponseWriter out;
  private final RequestHead request;
  private @Nullable ResponseHead head;
  private Framing framing = Framing.NONE;
  private boolean keepOpen;
  private int interims;
  private boolean continued;
  private long bytes;

  Answer(Client client, RequestHead request) {
    this.client = client;
    this.out = client.writer();
    this.request = request;
  }

  /** Bytes of body, or through a tunnel, that were written so far. */
  long bytes() {
    return bytes;
  }

  /** Whether the client may send another request after this answer. */
  boolean keepsOpen() {
    return keepOpen;
  }

  /** The app's head, once it came. */
  ResponseHead head() {
    if (head == null) {
      throw new IllegalStateException("No response has begun");
    }
    return head;
  }

  /** Whether the client waits to be told that it may send its body. */
  boolean isAwaited(RequestBody body) {
    return request.expectsContinue() && !continued && !body.hasBegun();
  }

  /**
   * Passes on a head before the response.
   *
   * @return false when there were too many
   */
  boolean interim(ResponseHead received) {
    boolean unasked = received.status() == 100 && !request.expectsContinue();
    if (!request.isHttp10() && !unasked) {
      out.interim(received);
    }
    continued |= received.status() == 100;
    interims++;
    return interims <= MAX_INTERIMS;
  }

  /**
   * @param field a header line of the router's own, or empty
   */
  void begin(ResponseHead received, String field, boolean mayStayOpen) {
    head = received;
    framing = received.framing();
    keepOpen = request.keepsAlive() && framing != Framing.CLOSE && mayStayOpen;
    out.head(received, field, client.strictTransport(request.host()), !keepOpen);
  }

  /**
   * @param field a header line of the router's own, or empty
   */
  void beginTunnel(ResponseHead received, String field) {
    out.switched(received, field);
  }

  void content(HttpContent content) {
    bytes += out.content(framing, content);
  }

  void tunnelled(ByteBuf data) {
    bytes += data.readableBytes();
    out.tunnelled(data);
  }

  /** Stops the instance while the client is behind; {@code resume} runs when it has caught up. */
  void holdBack(Upstream upstream, Runnable resume) {
    if (!client.takesMore()) {
      upstream.pauseReading();
      if (client.isWritable()) {
        // Held back by the budget of all clients: no event will tell, so this one's bytes do.
        client.whenAllTaken(resume);
      }
    }
  }

  /** After an answer of the router's own, which does not say so to clients that need to be told. */
  private boolean staysOpen() {
    return request.keepsAlive() && !request.isHttp10();
  }

  /** The router's own answer, instead of the app's. */
  void reply(Reply reply, boolean mayStayOpen) {
    keepOpen = staysOpen() && mayStayOpen;
    bytes = out.reply(reply, request.isHead(), !keepOpen);
  }

  /**
   * The same behind what the client has already: of a call by gRPC, whose length nobody told.
   *
   * @return false where the client has to be cut off
   */
  boolean breakOff(Failure failure, Courtesy courtesy) {
    boolean hears = failure.status() != Failure.CLIENT_INTERRUPTED.status();
    if (hears && framing == Framing.CLOSE) {
      out.endByReset();
    }
    return hears && framing == Framing.CHUNKED && out.breakOff(failure, request, courtesy);
  }

  /** The router's own words about what went wrong. */
  void fail(Failure failure, Courtesy courtesy, boolean mayStayOpen) {
    boolean unreadable =
        request.failure() != null
            || failure == Failure.BAD_REQUEST
            || failure == Failure.BODY_TOO_LARGE;
    keepOpen = staysOpen() && !unreadable && mayStayOpen;
    Courtesy told =
        failure.isRedirect() ? courtesy.strictly(client.strictTransport(request.host())) : courtesy;
    bytes = out.page(failure, request, told, !keepOpen);
  }
}
