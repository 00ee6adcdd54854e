package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import paas.router.http.message.Framing;
import paas.router.http.message.Trailers;

/** Writes body content in the framing that its head announced, without copying it. */
final class Chunks {
  private static final ByteBuf END_OF_CHUNK =
      Unpooled.unreleasableBuffer(Unpooled.directBuffer(2).writeBytes("\r\n".getBytes(US_ASCII)))
          .asReadOnly();
  private static final ByteBuf LAST_CHUNK =
      Unpooled.unreleasableBuffer(
              Unpooled.directBuffer(5).writeBytes("0\r\n\r\n".getBytes(US_ASCII)))
          .asReadOnly();
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  private Chunks() {}

  /**
   * Writes the content and, after the last, the end of the body; takes over the content's
   * reference.
   *
   * @return the bytes of body written, framing not counted
   */
  static int write(Channel channel, Framing framing, HttpContent content) {
    ByteBuf data = content.content();
    int size = data.readableBytes();
    if (size == 0) {
      content.release();
    } else if (framing == Framing.CHUNKED) {
      channel.write(header(channel, size), channel.voidPromise());
      channel.write(data, channel.voidPromise());
      channel.write(END_OF_CHUNK.duplicate(), channel.voidPromise());
    } else {
      channel.write(data, channel.voidPromise());
    }
    if (framing == Framing.CHUNKED && content instanceof LastHttpContent last) {
      channel.write(end(channel, last), channel.voidPromise());
    }
    return size;
  }

  private static ByteBuf end(Channel channel, LastHttpContent last) {
    if (last.trailingHeaders().isEmpty()) {
      return LAST_CHUNK.duplicate();
    }
    ByteBuf out = channel.alloc().ioBuffer(256);
    Trailers.write(out, last.trailingHeaders());
    return out;
  }

  private static ByteBuf header(Channel channel, int size) {
    ByteBuf out = channel.alloc().ioBuffer(10);
    boolean started = false;
    for (int shift = 28; shift >= 0; shift -= 4) {
      int digit = size >>> shift & 15;
      started |= digit != 0;
      if (started) {
        out.writeByte(HEX[digit]);
      }
    }
    return out.writeByte('\r').writeByte('\n');
  }
}
