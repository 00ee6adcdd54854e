package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
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
  private final RequestGuard guard = new RequestGuard();
  private boolean holding;
  private boolean decoding;

  RequestDecoder(HttpLimits.Heads limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.requestLine())
            .setMaxHeaderSize(limits.requestHeaders())
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
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
    int from = in.readerIndex();
    int before = out.size();
    super.decode(ctx, in, out);
    guard.look(in, from, in.readerIndex());
    if (out.size() > before) {
      guardOutput(out, before);
    }
    holding = !out.isEmpty() && out.getLast() instanceof LastHttpContent;
  }

  private void guardOutput(List<Object> out, int from) {
    boolean last = out.getLast() instanceof LastHttpContent;
    if (out.get(from) instanceof HttpRequest request) {
      if (guard.isFaulty() && request.decoderResult().isSuccess()) {
        request.setDecoderResult(DecoderResult.failure(new CorruptedFrameException("Ambiguous")));
      }
      if (!last) {
        guard.bodyFollows(request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING));
      }
    } else if (guard.isFaulty()) {
      breakBody(out, from);
    }
    if (last) {
      guard.requestFollows();
    }
  }

  /**
   * As the super class ends a body that it cannot read: what came of it in this step is dropped.
   */
  private static void breakBody(List<Object> out, int from) {
    while (out.size() > from) {
      ReferenceCountUtil.release(out.removeLast());
    }
    LastHttpContent broken = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
    broken.setDecoderResult(DecoderResult.failure(new CorruptedFrameException("Ambiguous")));
    out.add(broken);
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

  /** Whether a part of a request's head is here. */
  boolean isInsideHead() {
    return guard.isInsideHead() || actualReadableBytes() > 0;
  }

  /** Two readers of a message with both might disagree on its end (RFC 9112 section 6.3). */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("Both Content-Length and Transfer-Encoding");
  }
}
