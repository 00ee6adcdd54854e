package paas.platform.deploy.vitals;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import paas.router.http.Protocol;

/**
 * GETs one page over a connection of its own, in bounded time and bytes. Netty, because the JDK's
 * client sets the Host header itself, by which many apps judge a request.
 */
final class HttpGet implements AutoCloseable {
  /** What is read of a body. */
  static final int MOST_BODY = 64 * 1024;

  /** Where to, as whom, and with which headers besides. */
  record Request(
      String address,
      int port,
      Protocol protocol,
      String host,
      String path,
      Map<String, String> headers) {}

  /** The answer; {@code location} is empty where it does not redirect. */
  record Page(int status, String location, String body) {}

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, Thread.ofPlatform().daemon().name("health-http").factory(), NioIoHandler.newFactory());

  /**
   * @throws java.net.ConnectException when nobody listens
   * @throws IOException when what came is no HTTP answer
   */
  Page get(Request request, Duration atMost)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<Page> page = new CompletableFuture<>();
    ChannelFuture connecting = connect(request, Math.max(1, atMost.toMillis()), page);
    try {
      return page.get(Math.max(1, atMost.toNanos()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause
          ? cause
          : new IOException(String.valueOf(e.getCause()), e.getCause());
    } finally {
      connecting.channel().close();
    }
  }

  private ChannelFuture connect(Request request, long millis, CompletableFuture<Page> page) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(millis, Integer.MAX_VALUE))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    switch (request.protocol()) {
                      case HTTP_1 ->
                          channel.pipeline().addLast(new HttpClientCodec(), new PageReader(page));
                      case H2C -> Http2Get.prepare(channel);
                    }
                  }
                });
    ChannelFuture connecting = bootstrap.connect(request.address(), request.port());
    connecting.addListener(done -> {
      if (done.isSuccess()) {
        ask(connecting.channel(), request, page);
      } else {
        page.completeExceptionally(done.cause());
      }
    });
    return connecting;
  }

  private static void ask(Channel channel, Request request, CompletableFuture<Page> page) {
    switch (request.protocol()) {
      case HTTP_1 -> channel.writeAndFlush(message(request));
      case H2C -> Http2Get.ask(channel, message(request), page);
    }
  }

  private static FullHttpRequest message(Request request) {
    FullHttpRequest message =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, request.path());
    message
        .headers()
        .set(HttpHeaderNames.HOST, request.host())
        .set(HttpHeaderNames.USER_AGENT, "paas-healthcheck")
        .set(HttpHeaderNames.ACCEPT, "*/*")
        .set(HttpHeaderNames.CONNECTION, "close");
    request.headers().forEach((name, value) -> message.headers().set(name, value));
    return message;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
