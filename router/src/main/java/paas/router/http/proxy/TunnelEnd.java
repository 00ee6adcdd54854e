package paas.router.http.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;

/**
 * Tells when the client has ended its side of a tunnel, by TCP or by TLS. By TLS that ends the
 * connection: not every engine can write behind the other side's close_notify.
 */
final class TunnelEnd extends ChannelInboundHandlerAdapter {
  private final Exchange exchange;

  TunnelEnd(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    boolean plain = ctx.pipeline().get(SslHandler.class) == null;
    ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, plain);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event == SslCloseCompletionEvent.SUCCESS) {
      exchange.clientEnded();
    }
    ctx.fireUserEventTriggered(event);
  }
}
