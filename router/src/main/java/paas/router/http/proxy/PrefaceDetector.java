package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;
import paas.router.http.h1.RequestDecoder;

/**
 * Looks at the first bytes of a connection: the preface of HTTP/2 has the handlers exchanged, any
 * other leaves them; then it takes itself out of the way.
 */
final class PrefaceDetector extends ByteToMessageDecoder {
  private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();

  private final Worker worker;
  private final ClientConnection http1;
  private final RequestDecoder decoder;
  private final boolean secure;

  PrefaceDetector(Worker worker, ClientConnection http1, RequestDecoder decoder, boolean secure) {
    this.worker = worker;
    this.http1 = http1;
    this.decoder = decoder;
    this.secure = secure;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int known = Math.min(in.readableBytes(), PREFACE.readableBytes());
    if (!ByteBufUtil.equals(in, in.readerIndex(), PREFACE, PREFACE.readerIndex(), known)) {
      ctx.pipeline().remove(this);
    } else if (known == PREFACE.readableBytes()) {
      ctx.pipeline().remove(decoder);
      if (http1.leave()) {
        ctx.pipeline().remove(http1);
        Pipelines.http2(ctx.channel(), worker, secure);
      }
      ctx.pipeline().remove(this);
    }
  }
}
