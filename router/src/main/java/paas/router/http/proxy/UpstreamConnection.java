package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.h1.ResponseDecoder;
import paas.router.http.message.Failure;
import paas.router.http.message.Forwarding;
import paas.router.http.message.Framing;
import paas.router.http.message.RequestHead;
import paas.router.http.message.ResponseHead;

/**
 * One connection to an endpoint: busy with an exchange, settling after it, or idle in the pool.
 *
 * <p>It goes back to the pool only when the read that brought the end of a response brought nothing
 * else: bytes that nobody asked for would be taken for the answer to the next request.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements Upstream {
  private static final Logger log = LoggerFactory.getLogger(UpstreamConnection.class);

  private final Worker worker;
  private final Channel channel;
  private final LiveEndpoint endpoint;
  private @Nullable ResponseDecoder decoder;
  private @Nullable Exchange exchange;
  private boolean settling;
  private boolean pooled;
  private boolean reused;
  private boolean answered;
  private int keepAliveSeconds = Integer.MAX_VALUE;
  private long idleSince;
  private long expiresAt;

  UpstreamConnection(
      Worker worker, Channel channel, LiveEndpoint endpoint, HttpLimits.Heads limits) {
    this.worker = worker;
    this.channel = channel;
    this.endpoint = endpoint;
    ResponseDecoder responses = new ResponseDecoder(limits.responseHeaders(), worker.fieldNames());
    this.decoder = responses;
    channel.pipeline().addLast(responses, this);
    // What is written to an instance that closed must not take what it answered with it.
    channel.config().setAutoClose(false);
  }

  LiveEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public void begin(Exchange next, Forwarding request) {
    exchange = next;
    reused = pooled;
    pooled = false;
    answered = false;
    if (decoder != null) {
      decoder.expectAnswer(request.head().isHead());
    }
    request.write(worker.headDraft().begin(), worker.now().toEpochMilli());
    channel.write(worker.headDraft().finish(channel.alloc()), channel.voidPromise());
  }

  @Override
  public void content(Framing framing, HttpContent content) {
    Chunks.write(channel, framing, content);
  }

  @Override
  public void tunnelled(ByteBuf data) {
    channel.write(data, channel.voidPromise());
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  /** HTTP/1.1 has no words for that. */
  @Override
  public boolean mayRefuse() {
    return false;
  }

  @Override
  public boolean neverLooked() {
    return false;
  }

  /** A connection that an exchange before used may have died since, unseen. */
  @Override
  public boolean mayRepeat(RequestHead request) {
    boolean silent = !answered && leftover() == 0;
    return reused && silent && request.isRepeatable();
  }

  /** The connection may carry another exchange once this read is over. */
  @Override
  public void settle(ResponseHead response) {
    if (!response.keepsAlive() || takesNothing()) {
      drop();
      return;
    }
    exchange = null;
    settling = true;
    keepAliveSeconds = response.keepAliveSeconds();
    if (!channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void drop() {
    exchange = null;
    close();
  }

  /** Bytes that no message has used yet. */
  private int leftover() {
    return decoder == null ? 0 : decoder.leftover();
  }

  @Override
  public void becomeTunnel() {
    if (decoder != null) {
      channel.pipeline().remove(decoder);
      decoder = null;
    }
  }

  /** Closing at once would take back what waits, and what the instance has not read yet. */
  @Override
  public void endTunnel() {
    Tls.endOutput(channel);
  }

  @Override
  public void leaveTunnel(boolean ended) {
    exchange = null;
    if (!ended) {
      endTunnel();
    }
    AbandonedTunnel.install(worker, channel, this::close);
  }

  void becomeIdle(long nowNanos, HttpLimits.Pool limits) {
    pooled = true;
    idleSince = nowNanos;
    long announced = keepAliveSeconds * 1_000_000_000L - limits.margin().toNanos();
    expiresAt = nowNanos + Math.min(limits.idle().toNanos(), announced);
  }

  /** Another exchange may have it. */
  @Override
  public void neverUsed() {
    worker.pool().put(this, System.nanoTime());
  }

  boolean isUsable(long nowNanos) {
    return channel.isActive() && expiresAt - nowNanos > 0;
  }

  long idleSince() {
    return idleSince;
  }

  @Override
  public void pauseReading() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void resumeReading() {
    channel.config().setAutoRead(true);
  }

  void close() {
    channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Exchange current = exchange;
    if (current == null) {
      // Nothing was asked: the end marker of an interim answer at best, a forged response at worst.
      ReferenceCountUtil.release(message);
      close();
      return;
    }
    answered = true;
    switch (message) {
      case HttpResponse response -> current.responseHead(response);
      case HttpContent content -> onContent(current, content);
      case ByteBuf bytes -> current.tunnelToClient(bytes);
      default -> ReferenceCountUtil.release(message);
    }
  }

  private static void onContent(Exchange current, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      // What came before goes out first: a client that gets nothing at all may ask once more.
      current.upstreamReadComplete();
    }
    current.responseContent(content);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (settling) {
      settling = false;
      if (leftover() == 0 && channel.isActive() && !worker.isClosing()) {
        worker.pool().put(this, System.nanoTime());
      } else {
        close();
      }
    } else if (exchange != null) {
      exchange.upstreamReadComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (exchange != null && channel.isWritable()) {
      exchange.upstreamWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      current.upstreamClosed(this);
    } else if (pooled) {
      worker.pool().remove(this);
    }
  }

  /** Whether a write has failed: the instance has closed, and may have answered before. */
  private boolean takesNothing() {
    return channel instanceof DuplexChannel duplex && duplex.isOutputShutdown();
  }

  /**
   * A response without a length is not whole then. Behind one to an upload it may be: an instance
   * that closes without having read all makes the kernel reset the connection.
   */
  private void breaksOff() {
    if (decoder != null && exchange != null && exchange.head().framing() == Framing.NONE) {
      decoder.breaksOff();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException && exchange != null && takesNothing()) {
      // What came before is read, and then the end: that one tells what becomes of the exchange.
      log.debug("{} takes no more", endpoint.endpoint(), cause);
    } else if (cause instanceof IOException || exchange == null) {
      log.debug("Connection to {} failed", endpoint.endpoint(), cause);
      breaksOff();
      close();
    } else {
      log.error("A response of {} failed in the router", endpoint.endpoint(), cause);
      exchange.fail(Failure.PLATFORM_ERROR);
    }
  }
}
