package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the header of the PROXY protocol, of version 1 or 2, within a bounded size. */
final class ProxyHeaderDecoder extends HAProxyMessageDecoder {
  /** What balancers add of their own is a few hundred bytes; it is not looked at. */
  private static final int MAX_ADDED = 2 << 10;

  /** The fixed part and the largest addresses, which are those of Unix sockets. */
  private static final int MAX_BYTES = 16 + 216 + MAX_ADDED;

  /** The longest line of version 1 that Netty reads, of 108 bytes, with its end. */
  private static final int MAX_LINE = 110;

  private static final String PORT = " (?:0|[1-9][0-9]{0,4})";
  private static final String BYTE = "(?:0|[1-9][0-9]{0,2})";
  private static final String IPV4 = " " + BYTE + "(?:\\." + BYTE + "){3}";
  private static final String IPV6 = " [0-9A-Fa-f:.]+";

  /**
   * How a line is written: one blank between its parts, no signs, no zeros in front of a number.
   * Netty would pass these over, and what another reader takes for another client must not be
   * believed. What the numbers may be it knows.
   */
  private static final Pattern LINE =
      Pattern.compile(
          "PROXY (?:UNKNOWN(?: .*)?|(?:TCP4(?:%s){2}|TCP6(?:%s){2})(?:%s){2})"
              .formatted(IPV4, IPV6, PORT),
          Pattern.DOTALL);

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

  @Override
  protected void callDecode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    boolean text = in.isReadable() && in.getByte(in.readerIndex()) == 'P';
    int length = text ? lineLength(in) : -1;
    if (length >= 0 && !LINE.matcher(in.toString(in.readerIndex(), length, ISO_8859_1)).matches()) {
      throw new HAProxyProtocolException("not a line of version 1");
    }
    super.callDecode(ctx, in, out);
  }

  /** Without its end; -1 while that has not come, or does not where Netty looks for it. */
  private static int lineLength(ByteBuf in) {
    int last = in.readerIndex() + Math.min(in.readableBytes(), MAX_LINE) - 1;
    for (int i = in.readerIndex(); i < last; i++) {
      if (in.getByte(i) == '\r' && in.getByte(i + 1) == '\n') {
        return i - in.readerIndex();
      }
    }
    return -1;
  }
}
