package paas.router.http.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import paas.router.http.balance.LiveEndpoint;

/** Opens upstream connections on one event loop. */
final class Connector {
  private final Worker worker;
  private final Bootstrap bootstrap;

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
        bootstrap
            .connect(endpoint.address())
            .addListener((ChannelFuture future) -> connected(future, endpoint, exchange));
  }

  private void connected(ChannelFuture future, LiveEndpoint endpoint, Exchange exchange) {
    if (!future.isSuccess()) {
      exchange.connectFailed(endpoint, future.cause());
      return;
    }
    UpstreamConnection connection =
        new UpstreamConnection(worker, future.channel(), endpoint, worker.limits().heads());
    exchange.connected(connection);
  }
}
