package paas.router.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The instance's end of a tunnel whose client is gone: throws away what comes, until the instance
 * has ended too or its time is up. Closing with bytes unread would reset the connection, and take
 * from the instance what it has not read itself.
 */
final class AbandonedTunnel extends ChannelInboundHandlerAdapter {
  private AbandonedTunnel() {}

  /** {@code overdue} ends what has not ended by itself. */
  static void install(Channel channel, Duration patience, Runnable overdue) {
    channel.pipeline().addFirst(new AbandonedTunnel());
    channel.config().setAutoRead(true);
    Future<?> end = channel.eventLoop().schedule(overdue, patience.toNanos(), TimeUnit.NANOSECONDS);
    channel.closeFuture().addListener(_ -> end.cancel(false));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }
}
