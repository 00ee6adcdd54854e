package paas.router.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The instance's end of a tunnel whose client is gone: throws away what comes, until the instance
 * has ended too or its time is up. Closing with bytes unread would reset the connection, and take
 * from the instance what it has not read itself. It counts among the clients' connections: who ends
 * the router waits for it, and it is cut where more than half of them are taken.
 */
final class AbandonedTunnel extends ChannelInboundHandlerAdapter {
  private AbandonedTunnel() {}

  /**
   * @param overdue ends what has not ended by itself in time, or cannot be waited for
   */
  static void install(Worker worker, Channel channel, Runnable overdue) {
    channel.pipeline().addFirst(new AbandonedTunnel());
    channel.config().setAutoRead(true);
    worker.lingers();
    long patience = worker.limits().waits().linger().toNanos();
    Future<?> end = channel.eventLoop().schedule(overdue, patience, TimeUnit.NANOSECONDS);
    channel
        .closeFuture()
        .addListener(_ -> {
          end.cancel(false);
          worker.lingered();
        });
    if (!worker.hasRoomToLinger()) {
      overdue.run();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }
}
