package paas.router.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Tells when the client has ended its side of a tunnel, by TCP or by TLS. By TLS that ends the
 * connection: not every engine can write behind the other side's close_notify. By TCP a reset may
 * follow, which Netty does not see once the input has ended, and by which epoll wakes it for ever:
 * so the connection's state is looked at.
 */
final class TunnelEnd extends ChannelInboundHandlerAdapter {
  private static final long LOOK_MILLIS = 250;

  /** The first byte of TCP_INFO (11), an option of level IPPROTO_TCP (6). */
  private static final ChannelOption<ByteBuffer> STATE =
      new RawUnixChannelOption("TCP_INFO", 6, 11, 1);

  /** TCP_CLOSE of Linux's tcp_states.h: neither side has the connection any more. */
  private static final int CLOSED = 7;

  private final Exchange exchange;

  TunnelEnd(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    boolean plain = ctx.pipeline().get(SslHandler.class) == null;
    ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, plain);
  }

  /**
   * The tunnel is over on the instance's side: what ends the client's is no news any more.
   *
   * @return whether that has ended
   */
  static boolean forget(Channel channel) {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    if (channel.pipeline().get(TunnelEnd.class) != null) {
      channel.pipeline().remove(TunnelEnd.class);
    }
    return channel instanceof DuplexChannel duplex && duplex.isInputShutdown();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      exchange.clientEnded();
      lookForReset(ctx.channel());
    } else if (event == SslCloseCompletionEvent.SUCCESS) {
      exchange.clientEnded();
      ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  private static void lookForReset(Channel channel) {
    Future<?> looks =
        channel
            .eventLoop()
            .scheduleWithFixedDelay(
                () -> {
                  if (isReset(channel)) {
                    channel.close();
                  }
                },
                LOOK_MILLIS,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(_ -> looks.cancel(false));
  }

  /** NIO's sockets do not say; they find out when something is written. */
  private static boolean isReset(Channel channel) {
    ByteBuffer state = channel.isOpen() ? channel.config().getOption(STATE) : null;
    return state != null && state.get(0) == CLOSED;
  }
}
