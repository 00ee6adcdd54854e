package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.h1.RequestDecoder;
import paas.router.http.message.ClientAddress;
import paas.router.http.message.Failure;
import paas.router.http.message.RequestHead;

/**
 * One client's connection: carries one exchange at a time, and what remains of a request that
 * nobody wants.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter implements Client, Connection {
  private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);

  private final Worker worker;
  private final Channel channel;
  private @Nullable RequestDecoder decoder;
  private final Http1Writer writer;
  private final boolean secure;
  private final BudgetShare share;
  private final HalfHead halfHead;
  private final Backlog backlog = new Backlog();
  private final ClientWait wait;
  private @Nullable ClientAddress address;
  private @Nullable Exchange exchange;
  private ClientState state = ClientState.IDLE;
  private boolean requestRead = true;
  private int position;

  ClientConnection(Worker worker, Channel channel, RequestDecoder decoder, boolean secure) {
    this.worker = worker;
    this.channel = channel;
    this.decoder = decoder;
    this.writer = new Http1Writer(channel, worker.headDraft());
    this.secure = secure;
    this.share = new BudgetShare(worker);
    this.halfHead = new HalfHead(worker);
    this.wait = new ClientWait(worker.limits(), System.nanoTime());
  }

  @Override
  public int position() {
    return position;
  }

  @Override
  public void position(int index) {
    position = index;
  }

  @Override
  public ResponseWriter writer() {
    return writer;
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    address = Pipelines.addressOf(channel, worker, secure);
    if (address == null) {
      channel.close();
      return;
    }
    worker.opened(this);
    boolean crowded = worker.turnsAway();
    if (crowded && secure) {
      channel.close(); // before its handshake the client understands nothing
    } else if (crowded) {
      writer.turnAway();
      linger();
    }
  }

  /**
   * Gives the channel to another version of HTTP.
   *
   * @return false when that is too late
   */
  boolean leave() {
    if (state != ClientState.IDLE || address == null) {
      return false;
    }
    worker.closed(this);
    address = null;
    return true;
  }

  @Override
  public boolean admits(String host) {
    return !secure || TlsEntrance.admits(channel, host);
  }

  @Override
  public @Nullable Presented presented() {
    return secure ? TlsEntrance.presented(channel) : null;
  }

  @Override
  public CharSequence strictTransport(String host) {
    return secure ? worker.tls().strictTransport(host) : "";
  }

  private void ignoreRest() {
    RequestDecoder reading = decoder;
    decoder = null;
    requestRead = false;
    halfHead.end();
    if (reading != null) {
      channel.pipeline().remove(reading);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case HttpRequest request -> onRequest(request);
      case HttpContent content -> onContent(content);
      case ByteBuf bytes -> onTunnelled(bytes);
      default -> ReferenceCountUtil.release(message);
    }
  }

  private void onRequest(HttpRequest request) {
    if (state != ClientState.IDLE || address == null) {
      return;
    }
    state = ClientState.BUSY;
    requestRead = false;
    RequestHead head = new RequestHead(request, worker.limits().heads().headerLine());
    exchange = new Exchange(worker, this, head, address);
    exchange.begin();
  }

  private void onContent(HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    boolean broken = content.decoderResult().isFailure();
    requestRead |= last && !broken;
    if (exchange != null) {
      exchange.requestContent(content);
      return;
    }
    content.release();
    if (state == ClientState.DISCARDING) {
      if (broken) {
        channel.close();
      } else if (last) {
        next();
      }
    }
  }

  private void onTunnelled(ByteBuf bytes) {
    if (exchange != null) {
      exchange.tunnelToUpstream(bytes);
    } else {
      bytes.release();
    }
  }

  @Override
  public void answered(boolean keepOpen) {
    exchange = null;
    wait.begin(System.nanoTime());
    share.holds(pending());
    if (!keepOpen || worker.isFinishing()) {
      linger();
    } else if (requestRead) {
      next();
    } else {
      state = ClientState.DISCARDING;
      channel.config().setAutoRead(true);
    }
  }

  /** Not for who takes no answers: those of one request behind the other would be all memory. */
  private void next() {
    wait.begin(System.nanoTime());
    if (!takesMore()) {
      state = ClientState.BEHIND;
      if (channel.isWritable()) {
        // Held back by the budget of all clients: no event will tell, so this one's bytes do.
        whenAllTaken(this::goOn);
      }
      return;
    }
    state = ClientState.IDLE;
    if (decoder != null) {
      decoder.resume();
    }
  }

  private void goOn() {
    if (state == ClientState.BEHIND && channel.isActive()) {
      next();
    }
  }

  /**
   * Closes once all is written. With bytes of the request unread that would reset the connection,
   * and with it an answer that is still on its way; then only this side is closed, and the rest
   * read while it comes.
   */
  private void linger() {
    state = ClientState.LINGERING;
    if (requestRead) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      channel.config().setAutoRead(true);
      Tls.endOutput(channel);
    }
  }

  @Override
  public void abort() {
    cutOff(() -> {});
  }

  @Override
  public void cutOff(Runnable then) {
    exchange = null;
    state = ClientState.LINGERING;
    channel.close().addListener(_ -> then.run());
  }

  /** What the client of the tunnel still sends is read, so that it gets to hear the last of it. */
  @Override
  public void closeAfterFlush() {
    exchange = null;
    wait.begin(System.nanoTime());
    requestRead = TunnelEnd.forget(channel) || !worker.hasRoomToLinger();
    linger();
  }

  @Override
  public void becomeTunnel() {
    channel.config().setAutoRead(true);
    if (decoder != null && exchange != null) {
      channel.pipeline().replace(decoder, null, new TunnelEnd(exchange));
      decoder = null;
    }
  }

  @Override
  public void pauseReading() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void resumeReading() {
    channel.config().setAutoRead(true);
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public boolean takesMore() {
    if (pending() > worker.limits().buffers().request()) {
      channel.flush();
    }
    share.holds(pending());
    return channel.isWritable() && share.hasRoom();
  }

  @Override
  public void whenAllTaken(Runnable task) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> task.run());
  }

  private long pending() {
    return Backlog.of(channel);
  }

  @Override
  public boolean catchesUp() {
    return backlog.moves(pending());
  }

  @Override
  public boolean isBehind() {
    return pending() > 0;
  }

  @Override
  public void tick(long now) {
    share.holds(pending());
    if (exchange != null) {
      exchange.tick(now);
    } else if (catchesUp()) {
      wait.takes(now);
    } else if (isOverdue(now)) {
      channel.close();
    }
  }

  private boolean isOverdue(long now) {
    boolean discards = state == ClientState.DISCARDING || state == ClientState.LINGERING;
    boolean insideHead = state == ClientState.IDLE && decoder != null && decoder.isInsideHead();
    if (wait.dripsHead(now, insideHead, worker.clientIdleNanos())) {
      return true;
    }
    if (discards && !isBehind()) {
      return wait.isRestTooLong(now);
    }
    boolean unused = state == ClientState.IDLE && !insideHead && !isBehind();
    return unused ? wait.isTooLong(now, worker.clientIdleNanos()) : wait.isTooLong(now);
  }

  @Override
  public void count(Census census) {
    if (exchange != null) {
      exchange.count(census);
    }
  }

  /** The next answer tells it; closing now could cross a request that is on its way. */
  @Override
  public void retire() {}

  @Override
  public void closeIfIdle() {
    if (exchange == null && (state == ClientState.IDLE || state == ClientState.BEHIND)) {
      if (state == ClientState.BEHIND) {
        ignoreRest();
      }
      linger();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    RequestDecoder reading = requestRead ? decoder : null;
    boolean fits = halfHead.holds(reading == null ? 0 : reading.headMemory());
    if (exchange != null) {
      exchange.clientReadComplete();
      return;
    }
    wait.hears(System.nanoTime());
    if (!fits && reading != null && state == ClientState.IDLE) {
      // It is still sending, and would not see an answer behind which the connection is reset.
      ignoreRest();
      writer.turnAway();
      linger();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable() && exchange != null) {
      exchange.clientWritable();
    } else if (channel.isWritable()) {
      goOn();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (address != null) {
      worker.closed(this);
    }
    share.holds(0);
    halfHead.end();
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      current.clientGone(false);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException || Tls.isBrokenByPeer(cause) || exchange == null) {
      log.debug("Connection of {} failed", address, cause);
      channel.close();
    } else {
      log.error("A request of {} failed in the router", address, cause);
      exchange.fail(Failure.PLATFORM_ERROR);
    }
  }
}
