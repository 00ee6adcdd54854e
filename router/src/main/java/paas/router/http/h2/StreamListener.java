package paas.router.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;

/** What happens on one stream of a client's connection. Called on the event loop only. */
public interface StreamListener {
  /** The head of the request; after it, its trailers. */
  void onHeaders(Http2Headers fields, boolean endOfStream);

  /** A piece of the request's body; takes over the reference. */
  void onData(ByteBuf data, boolean endOfStream);

  /** A piece of the body is kept, as this one pauses. */
  void onKept();

  /** So many more frames than one brought the next piece of the body, while this one paused. */
  void onFramesJoined(int frames);

  /** What came at once was given. */
  void onReadComplete();

  /** What was written went away, so that more may be written again. */
  void onWritable();

  /** The client took its request back. */
  void onReset();

  /** Whether what was kept for this one is of use though the client is gone. */
  boolean takesRest();

  /**
   * What was given could not be dealt with.
   *
   * @param cause an {@link io.netty.handler.codec.http2.Http2Exception} where the client broke the
   *     rules, for which the stream is reset next
   */
  void onFailure(Throwable cause);

  /** The last call: nothing comes any more, and nothing is written. */
  void onClosed();
}
