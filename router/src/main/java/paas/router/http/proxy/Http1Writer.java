package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.ssl.SslHandler;
import paas.router.http.message.Courtesy;
import paas.router.http.message.ErrorPage;
import paas.router.http.message.Failure;
import paas.router.http.message.Framing;
import paas.router.http.message.Reply;
import paas.router.http.message.RequestHead;
import paas.router.http.message.ResponseHead;

/** Writes responses as HTTP/1.1. */
final class Http1Writer implements ResponseWriter {
  private final Channel channel;
  private final HeadDraft draft;

  Http1Writer(Channel channel, HeadDraft draft) {
    this.channel = channel;
    this.draft = draft;
  }

  @Override
  public void interim(ResponseHead head) {
    ByteBuf out = channel.alloc().ioBuffer(256);
    head.writeInterim(out);
    channel.writeAndFlush(out, channel.voidPromise());
  }

  @Override
  public void head(ResponseHead head, String field, CharSequence strict, boolean close) {
    head.write(draft.begin(), field, close, strict);
    channel.write(draft.finish(channel.alloc()), channel.voidPromise());
  }

  @Override
  public void switched(ResponseHead head, String field) {
    ByteBuf out = channel.alloc().ioBuffer(512);
    head.writeSwitch(out, field);
    channel.writeAndFlush(out, channel.voidPromise());
  }

  @Override
  public int content(Framing framing, HttpContent content) {
    return Chunks.write(channel, framing, content);
  }

  @Override
  public void tunnelled(ByteBuf data) {
    channel.write(data, channel.voidPromise());
  }

  @Override
  public int page(Failure failure, RequestHead request, Courtesy courtesy, boolean close) {
    ByteBuf out = channel.alloc().ioBuffer(1024);
    int bytes = ErrorPage.write(out, failure, request, courtesy, close);
    channel.writeAndFlush(out, channel.voidPromise());
    return bytes;
  }

  /** Writes and flushes what is said to who finds no place, behind which nothing is read. */
  void turnAway() {
    ByteBuf out = channel.alloc().ioBuffer(512);
    ErrorPage.write(out, Failure.CONNECTION_LIMIT, false, false, true);
    channel.writeAndFlush(out);
  }

  @Override
  public void endByReset() {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
      if (tls != null) {
        tls.close(); // beneath it, as its word of an end would be that of a whole response
      }
    }
  }

  @Override
  public boolean breakOff(Failure failure, RequestHead request, Courtesy courtesy) {
    return false;
  }

  @Override
  public int reply(Reply reply, boolean forHead, boolean close) {
    ByteBuf out = channel.alloc().ioBuffer(1024);
    int bytes = reply.write(out, forHead, close);
    channel.writeAndFlush(out, channel.voidPromise());
    return bytes;
  }
}
