package paas.router.http.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.message.Failure;

/** Opens upstream connections on one event loop. */
final class Connector {
  private static final Logger log = LoggerFactory.getLogger(Connector.class);

  private final Worker worker;
  private final Bootstrap bootstrap;

  /** Connections that nobody has answered yet. */
  private final Map<ChannelFuture, LiveEndpoint> attempts = new HashMap<>();

  Connector(Worker worker, EventLoop loop, UpstreamTransport transport) {
    this.worker = worker;
    HttpLimits limits = worker.limits();
    int ahead = limits.buffers().request();
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(transport.channel())
            .disableResolver()
            .option(ChannelOption.ALLOCATOR, transport.allocator())
            .option(ChannelOption.RECVBUF_ALLOCATOR, new ReceiveBuffers())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limits.waits().connect().toMillis())
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(ahead / 2, ahead))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    // The handlers follow once the connection is there and its endpoint known.
                  }
                });
  }

  /** Connects, then tells the exchange, which may have ended in the meantime. */
  void connect(LiveEndpoint endpoint, Exchange exchange) {
    var _ =
        open(endpoint).addListener((ChannelFuture future) -> connected(future, endpoint, exchange));
  }

  /** Connects, and leaves what to speak to the caller. */
  ChannelFuture open(LiveEndpoint endpoint) {
    ChannelFuture attempt = bootstrap.connect(endpoint.address());
    if (!attempt.isDone()) {
      attempts.put(attempt, endpoint);
      attempt.addListener(attempts::remove);
    }
    return attempt;
  }

  /** Fails what waits for endpoints that are gone: where they were, often nobody answers. */
  void giveUpWithdrawn() {
    List<ChannelFuture> vain =
        attempts.entrySet().stream()
            .filter(attempt -> attempt.getValue().isWithdrawn())
            .map(Map.Entry::getKey)
            .toList();
    vain.forEach(attempt -> attempt.channel().close());
  }

  private void connected(ChannelFuture future, LiveEndpoint endpoint, Exchange exchange) {
    if (!future.isSuccess()) {
      exchange.connectFailed(endpoint, future.cause());
      return;
    }
    endpoint.accepted();
    try {
      exchange.connected(
          new UpstreamConnection(worker, future.channel(), endpoint, worker.limits().heads()));
    } catch (RuntimeException | OutOfMemoryError e) {
      // A listener's exception goes nowhere: without this the request would wait for its time to be
      // up.
      log.error("A request for {} failed in the router", endpoint.endpoint(), e);
      future.channel().close();
      exchange.fail(Failure.PLATFORM_ERROR);
    }
  }
}
