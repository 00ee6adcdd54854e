package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one request, then holds the bytes of the next until it is told to go on: pipelined
 * requests are answered in order, and what follows an upgrade is never taken for HTTP. At most one
 * read is held; then the socket is not read.
 */
final class RequestDecoder extends HttpRequestDecoder {
  /** A slice of body is as large as the read that brought it. */
  private static final int MAX_SLICE = 1 << 20;

  private @Nullable ChannelHandlerContext context;
  private boolean holding;
  private boolean decoding;

  RequestDecoder(HttpLimits.Heads limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.requestLine())
            .setMaxHeaderSize(limits.requestHeaders())
            .setMaxChunkSize(MAX_SLICE));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    decoding = true;
    try {
      super.channelRead(ctx, message);
    } finally {
      decoding = false;
    }
    if (holding && actualReadableBytes() > 0) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (holding) {
      return;
    }
    super.decode(ctx, in, out);
    holding = !out.isEmpty() && out.getLast() instanceof LastHttpContent;
  }

  /** The super method would ask for more bytes, as it could make nothing of those that are held. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (holding) {
      ctx.fireChannelReadComplete();
    } else {
      super.channelReadComplete(ctx);
    }
  }

  /** Goes on with the next request, of which some bytes may be here already. */
  void resume() throws Exception {
    holding = false;
    if (context == null) {
      return;
    }
    context.channel().config().setAutoRead(true);
    if (!decoding && actualReadableBytes() > 0) {
      channelRead(context, Unpooled.EMPTY_BUFFER);
      context.fireChannelReadComplete();
    }
  }

  /** Two readers of a message with both might disagree on its end (RFC 9112 section 6.3). */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("Both Content-Length and Transfer-Encoding");
  }
}
