package paas.platform.deploy.vitals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.health.Answer;
import paas.platform.health.Ask;
import paas.platform.health.Statuses;
import paas.router.http.Protocol;
import paas.runner.InstanceId;

/** Against a server that speaks HTTP/2 only, and says what it was asked. */
@Tag("contract")
class HttpAskHttp2Test {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final HttpAsk http = new HttpAsk();

  @AfterEach
  void close() {
    http.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private int listen() {
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forServer().build(),
                            new Http2MultiplexHandler(new Stream()));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  private static final class Stream extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel stream) {
      stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true), new Echo());
    }
  }

  private static final class Echo extends SimpleChannelInboundHandler<HttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpRequest request) {
      String said =
          request.method()
              + " "
              + request.uri()
              + " of "
              + request.headers().get(HttpHeaderNames.HOST)
              + " "
              + request.headers().get("x-probe");
      HttpResponseStatus status =
          request.uri().equals("/ill")
              ? HttpResponseStatus.SERVICE_UNAVAILABLE
              : HttpResponseStatus.OK;
      context.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(said, StandardCharsets.UTF_8)));
    }
  }

  private Answer ask(String path, int port, Optional<Integer> other) {
    Patient patient =
        new Patient(
            new InstanceId("0".repeat(64)),
            Instant.EPOCH,
            "127.0.0.1",
            port,
            Protocol.H2C,
            "shop.apps.test",
            List.of());
    TreeMap<String, String> headers = new TreeMap<>(Map.of("X-Probe", "yes"));
    Ask.Http ask = new Ask.Http(path, other, Statuses.USUAL, "", headers, false);
    return http.answer(patient, ask, Duration.ofSeconds(10));
  }

  @Test
  void itIsAskedInItsOwnProtocolAndJudgedByItsAnswer() {
    int port = listen();
    Answer.Probe well =
        assertInstanceOf(Answer.Well.class, ask("/up?x=1", port, Optional.empty())).probe();
    assertEquals("GET /up?x=1 of shop.apps.test yes", well.excerpt());
    Answer.Probe ill =
        assertInstanceOf(Answer.Ill.class, ask("/ill", port, Optional.empty())).probe();
    assertEquals("status 503, expected 200-399", ill.came());
  }

  @Test
  void anotherPortThanItsOwnIsAskedInHttp1() {
    assertInstanceOf(Answer.Ill.class, ask("/up", 1, Optional.of(listen())));
  }
}
