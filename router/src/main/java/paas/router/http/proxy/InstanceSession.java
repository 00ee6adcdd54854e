package paas.router.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsAckFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.h2.ConnectionWindow;
import paas.router.http.h2.FieldTable;
import paas.router.http.h2.Http2Limits;
import paas.router.http.h2.InstanceCodec;
import paas.router.http.message.Failure;
import paas.router.http.message.RequestHead;

/**
 * One HTTP/2 connection to an instance.
 *
 * <pre>
 *   CONNECTING ─► OPEN ─► RETIRED ─► CLOSED
 *        └──────────┴────────────────┘
 * </pre>
 *
 * It is open once the instance has sent its SETTINGS: then it surely speaks HTTP/2, and how many
 * streams it takes is known. Until then exchanges wait, and may still go to another endpoint. Once
 * retired (GOAWAY, endpoint withdrawn, nothing heard while a request waited) it takes no new
 * streams, and closes after the last.
 */
final class InstanceSession extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(InstanceSession.class);

  /** Far below the last one that there is. */
  private static final int LAST_STREAM = 1 << 30;

  private enum State {
    CONNECTING,
    OPEN,
    RETIRED,
    CLOSED
  }

  private final Worker worker;
  private final InstanceSessions owner;
  private final LiveEndpoint endpoint;
  private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
  private State state = State.CONNECTING;
  private int expected;
  private @Nullable Channel channel;
  private @Nullable Http2Connection connection;
  private boolean takesWebSockets;
  private boolean used;
  private boolean broken;
  private int streams;
  private long since = System.nanoTime();
  private long heardAt = since;

  /**
   * @param expected how many streams the instance probably takes
   */
  InstanceSession(Worker worker, InstanceSessions owner, LiveEndpoint endpoint, int expected) {
    this.worker = worker;
    this.owner = owner;
    this.endpoint = endpoint;
    this.expected = expected;
  }

  LiveEndpoint endpoint() {
    return endpoint;
  }

  /** How many streams the instance takes, once it has said so. */
  int expected() {
    return expected;
  }

  /**
   * Whether it takes one more exchange.
   *
   * @param fresh whether it must not have carried any before
   */
  boolean hasRoom(boolean fresh) {
    int most = worker.limits().http2().instanceStreams();
    return switch (state) {
      case CONNECTING -> waiting.size() < expected;
      case OPEN -> !(fresh && used) && streams < most && allowsOneMore();
      case RETIRED, CLOSED -> false;
    };
  }

  private boolean allowsOneMore() {
    return connection != null
        && connection.local().canOpenStream()
        && connection.local().lastStreamCreated() < LAST_STREAM;
  }

  /** Gives the exchange a stream, now or once the connection is open. */
  void carry(Exchange exchange) {
    if (state == State.CONNECTING) {
      waiting.add(exchange);
    } else {
      open(exchange);
    }
  }

  private void open(Exchange exchange) {
    Failure refused = refusalOf(exchange.head());
    if (refused != null) {
      exchange.fail(refused);
      return;
    }
    InstanceStream stream = new InstanceStream(worker, this, used);
    var _ = new Http2StreamChannelBootstrap(channel).handler(stream).open();
    if (stream.isOpen()) {
      exchange.connected(stream);
    } else {
      exchange.connectFailed(endpoint, new NotHttp2("The connection takes no stream"));
    }
  }

  private @Nullable Failure refusalOf(RequestHead request) {
    if (request.method().equals("CONNECT")) {
      return Failure.BAD_REQUEST;
    }
    boolean passes = request.wantsWebSocket() ? takesWebSockets : !request.wantsUpgrade();
    return passes ? null : Failure.NO_UPGRADE;
  }

  void connected(ChannelFuture connecting) {
    if (state == State.CLOSED) {
      connecting.channel().close();
    } else if (!connecting.isSuccess()) {
      failed(connecting.cause());
    } else {
      try {
        install(connecting.channel());
      } catch (RuntimeException | OutOfMemoryError e) {
        // A listener's exception goes nowhere: without this the requests would wait on.
        connecting.channel().close();
        failed(e);
      }
    }
  }

  private void install(Channel connected) {
    channel = connected;
    Http2Limits limits = worker.limits().http2();
    Http2FrameCodec codec = InstanceCodec.forInstance(limits);
    connection = codec.connection();
    connected.pipeline().addLast(codec, new Http2MultiplexHandler(this.refusingPushes()), this);
    int window = limits.instanceWindow() * limits.instanceStreams();
    connected.writeAndFlush(ConnectionWindow.raise(codec.connection(), window));
  }

  /** The codec refuses them before, as SETTINGS say that there are none. */
  private static ChannelInboundHandlerAdapter refusingPushes() {
    return new ChannelInboundHandlerAdapter();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case Http2SettingsFrame settings -> {
        FieldTable.stayEmpty(settings.settings());
        var _ = ctx.write(Http2SettingsAckFrame.INSTANCE); // which applies them
        settled(settings.settings());
      }
      case Http2GoAwayFrame _ -> retire();
      default -> {}
    }
    ReferenceCountUtil.release(message);
  }

  private void settled(Http2Settings settings) {
    takesWebSockets |= Boolean.TRUE.equals(settings.connectProtocolEnabled());
    if (state != State.CONNECTING) {
      return;
    }
    state = State.OPEN;
    endpoint.beganHttp2();
    since = System.nanoTime();
    if (!hasRoom(false)) {
      retire();
      eachWaiting(it -> it.connectFailed(endpoint, new NotHttp2("It takes no streams")));
      return;
    }
    expected = Math.min(expected, streamsAllowed());
    eachWaiting(this::place);
  }

  private int streamsAllowed() {
    return connection == null ? expected : connection.local().maxActiveStreams();
  }

  private void place(Exchange exchange) {
    if (hasRoom(false)) {
      open(exchange);
    } else {
      owner.carry(endpoint, exchange, false);
    }
  }

  /** None waits any more afterwards; one that fails leaves the others as they are. */
  private void eachWaiting(Consumer<Exchange> action) {
    List<Exchange> all = List.copyOf(waiting);
    waiting.clear();
    for (Exchange each : all) {
      try {
        action.accept(each);
      } catch (RuntimeException | OutOfMemoryError e) {
        log.error("A request for {} failed in the router", endpoint.endpoint(), e);
        each.fail(Failure.PLATFORM_ERROR);
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    heardAt = System.nanoTime();
  }

  /** An exchange has written its head. */
  void began() {
    used = true;
    streams++;
  }

  /** An exchange is over. */
  void ended() {
    streams--;
    since = System.nanoTime();
    if (streams == 0 && state == State.RETIRED) {
      close();
    }
  }

  /**
   * An exchange was given up. When nothing at all was heard for a while the connection itself may
   * be dead: a PING would tell, but gRPC servers send away whoever pings more often than they
   * allow.
   */
  void dropped() {
    if (System.nanoTime() - heardAt > worker.limits().waits().connect().toNanos()) {
      retire();
    }
  }

  /** Whether the instance said that it never looked at this stream (RFC 9113 section 6.8). */
  boolean neverReached(int stream) {
    return connection != null
        && connection.goAwayReceived()
        && stream > connection.local().lastStreamKnownByPeer();
  }

  /** Whether the instance broke the rules so that none of its streams can go on. */
  boolean isBroken() {
    return broken;
  }

  private void retire() {
    if (state == State.OPEN) {
      state = State.RETIRED;
      owner.retired(this);
      if (streams == 0) {
        close();
      }
    }
  }

  /** Looks at the waits. */
  void tick(long now) {
    HttpLimits limits = worker.limits();
    switch (state) {
      case CONNECTING -> {
        if (endpoint.isWithdrawn() || now - since > limits.waits().connect().toNanos()) {
          failed(new ConnectTimeoutException("No SETTINGS came"));
        }
      }
      case OPEN -> {
        boolean idle = streams == 0 && now - since > limits.pool().idle().toNanos();
        if (idle || endpoint.isWithdrawn()) {
          retire();
        }
      }
      case RETIRED, CLOSED -> {}
    }
  }

  /** Lets streams end, then closes. */
  void finish() {
    retire();
  }

  private void close() {
    if (channel != null) {
      channel.close();
    }
  }

  /** Nothing was sent to the instance: each exchange may go elsewhere. */
  private void failed(Throwable cause) {
    state = State.CLOSED;
    owner.retired(this);
    close();
    eachWaiting(it -> it.connectFailed(endpoint, cause));
  }

  /** An instance that is ending may still take connections, and speaks on none. */
  private IOException endedEarly(String how) {
    return endpoint.speaksHttp2() ? new ConnectException(how) : new NotHttp2(how);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (state == State.CONNECTING) {
      failed(endedEarly("The connection ended before it began"));
    } else {
      state = State.CLOSED;
      owner.retired(this);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("HTTP/2 connection to {} failed", endpoint.endpoint(), cause);
    broken |= Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null;
    if (state == State.CONNECTING) {
      String told = String.valueOf(cause.getMessage());
      failed(broken ? new NotHttp2(told) : endedEarly(told));
    }
    ctx.close();
  }
}
