package paas.router.http.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;

/** Reads the header of the PROXY protocol, of version 1 or 2, within a bounded size. */
final class ProxyHeaderDecoder extends HAProxyMessageDecoder {
  /** What balancers add of their own is a few hundred bytes; it is not looked at. */
  private static final int MAX_ADDED = 2 << 10;

  /** The fixed part and the largest addresses, which are those of Unix sockets. */
  private static final int MAX_BYTES = 16 + 216 + MAX_ADDED;

  ProxyHeaderDecoder() {
    super(MAX_ADDED);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    super.channelRead(ctx, message);
    // A version that the decoder does not know has it wait for another without end.
    if (!ctx.isRemoved() && actualReadableBytes() > MAX_BYTES) {
      throw new TooLongFrameException("no header within " + MAX_BYTES + " bytes");
    }
  }
}
