package paas.platform.deploy.vitals;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Puts one page together; what is beyond the bound of its body is not waited for. */
final class PageReader extends SimpleChannelInboundHandler<HttpObject> {
  private static final int INFORMATIONAL = 199;

  private final CompletableFuture<HttpGet.Page> page;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;
  private String location = "";

  PageReader(CompletableFuture<HttpGet.Page> page) {
    this.page = page;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message)
      throws IOException {
    if (message.decoderResult().isFailure()) {
      page.completeExceptionally(new IOException("it is not valid HTTP"));
      context.close();
      return;
    }
    if (message instanceof HttpResponse response) {
      status = response.status().code();
      location = response.headers().get(HttpHeaderNames.LOCATION, "");
    }
    if (message instanceof HttpContent content && status > INFORMATIONAL) {
      take(context, content);
    }
  }

  private void take(ChannelHandlerContext context, HttpContent content) throws IOException {
    int room = HttpGet.MOST_BODY - body.size();
    int count = Math.min(room, content.content().readableBytes());
    content.content().readBytes(body, count);
    if (content instanceof LastHttpContent || body.size() == HttpGet.MOST_BODY) {
      page.complete(new HttpGet.Page(status, location, body.toString(StandardCharsets.UTF_8)));
      context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    page.completeExceptionally(new EOFException("the connection was closed"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    page.completeExceptionally(cause);
    context.close();
  }
}
