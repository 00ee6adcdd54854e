package paas.platform.deploy.vitals;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;

/** The same by HTTP/2 with prior knowledge (RFC 9113, 3.3): one request on its connection. */
final class Http2Get {
  private Http2Get() {}

  /** Before it connects. */
  static void prepare(Channel channel) {
    channel
        .pipeline()
        .addLast(
            Http2FrameCodecBuilder.forClient().build(),
            new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
  }

  /** Once it has connected. */
  static void ask(Channel channel, FullHttpRequest message, CompletableFuture<HttpGet.Page> page) {
    new Http2StreamChannelBootstrap(channel)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel stream) {
                stream
                    .pipeline()
                    .addLast(new Http2StreamFrameToHttpObjectCodec(false), new PageReader(page));
              }
            })
        .open()
        .addListener((Future<Http2StreamChannel> opened) -> {
          if (opened.isSuccess()) {
            opened.getNow().writeAndFlush(message);
          } else {
            page.completeExceptionally(opened.cause());
          }
        });
  }
}
