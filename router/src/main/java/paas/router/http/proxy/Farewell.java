package paas.router.http.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/**
 * Stands behind the TLS engine of a client. The engine closes once its close_notify is written: one
 * that waits behind what the client does not take would hold up the end, and the request's line
 * with it, for 3 s. Who closes a connection while bytes wait has given them up.
 */
final class Farewell extends ChannelOutboundHandlerAdapter {
  /** For what is on its way to a socket that takes it. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final SslHandler engine;

  Farewell(SslHandler engine) {
    this.engine = engine;
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    if (buffer != null && buffer.totalPendingWriteBytes() > 0) {
      engine.setCloseNotifyFlushTimeoutMillis(PATIENCE.toMillis());
    }
    ctx.close(promise);
  }
}
