package paas.router.http.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Stands before the TLS engine of a client, whose alert ends a handshake that is refused. A client
 * of TLS 1.3 shows its certificate last and sends its first request with it. Closing with that
 * request unread would reset the connection: the client fails to send, and never looks at the
 * alert. So only this side is closed, and what comes is thrown away for a while.
 */
final class RefusalWait extends ChannelOutboundHandlerAdapter {
  private final SslHandler engine;
  private final Duration patience;
  private boolean waits;

  RefusalWait(SslHandler engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  private static final class ThrowAway extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
      ReferenceCountUtil.release(bytes);
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (!waits && !isRefused()) {
      ctx.close(promise);
      return;
    }
    ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
    if (!waits) {
      waits = true;
      beginWait(ctx);
    }
  }

  /** Whether the engine said no; one that nobody answers has nothing to say. */
  private boolean isRefused() {
    Throwable cause = engine.handshakeFuture().cause();
    return cause instanceof SSLException && !(cause instanceof SslHandshakeTimeoutException);
  }

  private void beginWait(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    channel.pipeline().addBefore(ctx.name(), null, new ThrowAway());
    channel.config().setAutoRead(true);
    Future<?> end =
        ctx.executor().schedule(() -> ctx.close(), patience.toNanos(), TimeUnit.NANOSECONDS);
    channel.closeFuture().addListener(_ -> end.cancel(false));
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(written -> {
          if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
          } else {
            ctx.close();
          }
        });
  }
}
