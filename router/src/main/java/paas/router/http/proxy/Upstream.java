package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import paas.router.http.message.Forwarding;
import paas.router.http.message.Framing;
import paas.router.http.message.RequestHead;
import paas.router.http.message.ResponseHead;

/**
 * The instance's side of one exchange, as the exchange sees it. It tells the exchange of each
 * response head, of content after every head up to the last, and of its own end. Used on the event
 * loop only.
 */
interface Upstream {
  /** Carries this exchange from now on, and writes the head of its request. */
  void begin(Exchange exchange, Forwarding request);

  /** Writes a part of the request's body; takes over the reference. */
  void content(Framing framing, HttpContent content);

  /** Writes bytes of a tunnel; takes over the reference. */
  void tunnelled(ByteBuf data);

  /** Sends on what was written. */
  void flush();

  /** Whether the bytes that wait for the instance are few enough for it to be given more. */
  boolean isWritable();

  /** Stops the response; what is on its way still comes. */
  void pauseReading();

  void resumeReading();

  /** From here on bytes are passed as they are. */
  void becomeTunnel();

  /** The client sends nothing more through the tunnel: its end follows all that was written. */
  void endTunnel();

  /** Whether the instance may still say that it never looked at the request. */
  boolean mayRefuse();

  /** Whether it certainly never looked at the request, now that this ended. */
  boolean neverLooked();

  /**
   * Whether the request may be sent again elsewhere, now that this ended without a response head:
   * the instance has not seen it, or it may be repeated.
   */
  boolean mayRepeat(RequestHead request);

  /** The exchange has all of its response, and the instance all of the request. */
  void settle(ResponseHead response);

  /** The exchange ended in another way: whatever still comes is of no use. */
  void drop();

  /**
   * The client of a tunnel is gone: what it had sent still goes out, and its end behind it, within
   * bounds of time; what the instance says is of no use.
   *
   * @param ended whether {@link #endTunnel} was called before
   */
  void leaveTunnel(boolean ended);

  /** The exchange ended before there was anything to carry. */
  void neverUsed();
}
