package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import paas.router.http.RouteLimits;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.balance.LiveRoute;
import paas.router.http.balance.LiveTable;
import paas.router.http.message.ClientAddress;
import paas.router.http.message.ErrorPage;
import paas.router.http.message.Failure;
import paas.router.http.message.Forwarding;
import paas.router.http.message.Framing;
import paas.router.http.message.RequestHead;
import paas.router.http.message.RequestLineText.Outcome;
import paas.router.http.message.ResponseHead;

/**
 * One request and its response.
 *
 * <pre>
 *   begin ─► look up ─► PARKED (app boots) ─┐ a newer table
 *              ▲ └────► CONNECTING ◄────────┘
 *              │ refused, stale │
 *              └────────────────┴─► AWAITING ─► RESPONDING ─► OVER
 *                                      └──────► TUNNEL ─────────┘
 * </pre>
 *
 * From every state a failure leads to OVER: as an error page while nothing of the response was
 * sent, else by cutting the connection. OVER takes no event. The claim on the endpoint is held from
 * the choice until the last byte of the response has come, or the exchange is over.
 */
final class Exchange {
  private enum State {
    PARKED,
    CONNECTING,
    AWAITING,
    RESPONDING,
    TUNNEL,
    OVER
  }

  private static final long UNKNOWN = -1;

  private final Worker worker;
  private final ClientConnection client;
  private final RequestHead head;
  private final Forwarding forwarding;
  private final long startedAt = System.nanoTime();

  /** Body that came before there was a connection to send it on; reading has stopped then. */
  private final ArrayDeque<HttpContent> early = new ArrayDeque<>(0);

  private State state = State.CONNECTING;
  private @Nullable LiveRoute route;
  private RouteLimits limits = RouteLimits.DEFAULT;
  private List<LiveEndpoint> tried = List.of();
  private @Nullable Failure lastRefusal;
  private @Nullable LiveEndpoint claimed;
  private @Nullable UpstreamConnection upstream;
  private @Nullable ResponseHead response;
  private Framing responseFraming = Framing.NONE;
  private String instance = "";
  private boolean requestSent;
  private boolean interim;
  private boolean freshOnly;
  private boolean keepOpen;
  private long connectStarted;
  private long connectNanos = UNKNOWN;
  private long activeAt = startedAt;
  private long bytes;

  Exchange(Worker worker, ClientConnection client, RequestHead head, ClientAddress address) {
    this.worker = worker;
    this.client = client;
    this.head = head;
    this.forwarding = Forwarding.of(head, address, worker.random());
  }

  boolean isHead() {
    return head.isHead();
  }

  // ---- From the request's head to a connection

  void begin() {
    Failure refused = head.failure();
    if (refused != null) {
      route = worker.tables().current().find(head.host());
      fail(refused);
    } else {
      dispatch();
    }
  }

  /** A newer table is in force. */
  void dispatchAgain() {
    if (state == State.PARKED) {
      dispatch();
    }
  }

  /** Reads the table, and again each time it changed before an endpoint of it could be claimed. */
  private void dispatch() {
    state = State.CONNECTING;
    LiveTable table;
    do {
      table = worker.tables().current();
      LiveRoute found = table.find(head.host());
      route = found;
      if (found == null) {
        fail(Failure.UNKNOWN_HOST);
        return;
      }
      if (follow(found)) {
        return;
      }
    } while (table != worker.tables().current());
    fail(lastRefusal == null ? Failure.NO_WEB : lastRefusal);
  }

  /**
   * @return false when no endpoint could be claimed
   */
  private boolean follow(LiveRoute found) {
    switch (found.target()) {
      case Target.Serving serving -> {
        limits = serving.limits();
        return claimAndConnect(found);
      }
      case Target.Platform _ -> {
        limits = RouteLimits.PLATFORM;
        if (forwarding.reachesPlatform()) {
          return claimAndConnect(found);
        }
        fail(Failure.PLATFORM_IS_PRIVATE);
      }
      case Target.Booting booting -> park(booting.app());
      case Target.Crashed _ -> fail(Failure.CRASHED);
      case Target.NoWeb _ -> fail(Failure.NO_WEB);
      case Target.Blank _ -> fail(Failure.BLANK);
      case Target.Maintenance _ -> fail(Failure.MAINTENANCE);
    }
    return true;
  }

  private void park(RoutedApp app) {
    if (worker.bootQueue().park(app.id(), this)) {
      state = State.PARKED;
    } else {
      fail(Failure.BACKLOG);
    }
  }

  private boolean claimAndConnect(LiveRoute found) {
    if (tried.size() >= worker.limits().crowd().attempts()) {
      return false;
    }
    long now = System.nanoTime();
    LiveEndpoint endpoint = found.choice().claim(worker.random(), now, tried);
    if (endpoint == null) {
      return false;
    }
    claimed = endpoint;
    instance = endpoint.endpoint().instance();
    connectStarted = now;
    UpstreamConnection idle =
        freshOnly ? null : worker.pool().take(endpoint, head.isRepeatable(), now);
    if (idle == null) {
      worker.connector().connect(endpoint, this);
    } else {
      send(idle);
    }
    return true;
  }

  void connected(UpstreamConnection connection) {
    if (state == State.CONNECTING) {
      send(connection);
    } else {
      connection.neverUsed();
    }
  }

  /** Nothing of the request was sent: another endpoint may have it. */
  void connectFailed(LiveEndpoint endpoint, Throwable cause) {
    long quarantine = worker.limits().waits().quarantine().toNanos();
    endpoint.quarantine(System.nanoTime() + quarantine);
    if (state != State.CONNECTING) {
      return;
    }
    lastRefusal =
        cause instanceof ConnectTimeoutException
            ? Failure.CONNECT_TIMEOUT
            : Failure.CONNECT_REFUSED;
    tried = tried.isEmpty() ? new ArrayList<>(2) : tried;
    tried.add(endpoint);
    release();
    dispatch();
  }

  // ---- The request's way to the app

  private void send(UpstreamConnection connection) {
    upstream = connection;
    state = State.AWAITING;
    connectNanos = System.nanoTime() - connectStarted;
    connection.begin(this);
    ByteBuf out = connection.channel().alloc().ioBuffer(1024);
    forwarding.write(out, worker.now().toEpochMilli());
    connection.channel().write(out, connection.channel().voidPromise());
    if (head.framing() == Framing.NONE) {
      requestSent();
    }
    boolean paused = !early.isEmpty();
    while (!early.isEmpty()) {
      forward(connection, early.remove());
    }
    connection.channel().flush();
    if (paused && connection.channel().isWritable()) {
      client.resumeReading();
    }
  }

  private void requestSent() {
    requestSent = true;
    activeAt = System.nanoTime();
  }

  void requestContent(HttpContent content) {
    if (head.framing() == Framing.NONE || state == State.TUNNEL || state == State.OVER) {
      content.release();
    } else if (content.decoderResult().isFailure()) {
      content.release();
      fail(Failure.BAD_REQUEST);
    } else if (upstream == null) {
      early.add(content);
      client.pauseReading();
    } else {
      forward(upstream, content);
    }
  }

  private void forward(UpstreamConnection to, HttpContent content) {
    activeAt = System.nanoTime();
    boolean last = content instanceof LastHttpContent;
    Chunks.write(to.channel(), head.framing(), content);
    if (last) {
      requestSent();
    } else {
      holdBackClient(to);
    }
  }

  private void holdBackClient(UpstreamConnection to) {
    if (!to.channel().isWritable()) {
      to.channel().flush();
      if (!to.channel().isWritable()) {
        client.pauseReading();
      }
    }
  }

  void clientReadComplete() {
    if (upstream != null) {
      upstream.channel().flush();
    }
  }

  void upstreamWritable() {
    activeAt = System.nanoTime();
    if (!requestSent || state == State.TUNNEL) {
      client.resumeReading();
    }
  }

  // ---- The response's way to the client

  void responseHead(HttpResponse message) {
    if (state != State.AWAITING) {
      return;
    }
    if (message.decoderResult().isFailure()) {
      fail(failureOf(message.decoderResult().cause()));
      return;
    }
    ResponseHead received = new ResponseHead(message, head);
    int status = received.status();
    if (status == 101) {
      switchProtocols(received);
    } else if (status < 200) {
      interim = true;
      passInterim(received);
    } else if (!received.isUnderstood()) {
      fail(Failure.RESPONSE_RULES);
    } else {
      respond(received);
    }
  }

  private static Failure failureOf(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _, TooLongHttpHeaderException _ -> Failure.RESPONSE_RULES;
      case PrematureChannelClosureException _ -> Failure.NO_RESPONSE;
      default -> Failure.BAD_RESPONSE;
    };
  }

  private void passInterim(ResponseHead received) {
    boolean unasked = received.status() == 100 && !head.expectsContinue();
    if (!head.isHttp10() && !unasked) {
      ByteBuf out = client.channel().alloc().ioBuffer(256);
      received.writeInterim(out);
      client.channel().writeAndFlush(out, client.channel().voidPromise());
    }
  }

  private void respond(ResponseHead received) {
    state = State.RESPONDING;
    response = received;
    responseFraming = received.framing();
    activeAt = System.nanoTime();
    keepOpen = head.keepsAlive() && responseFraming != Framing.CLOSE && mayStayOpen();
    ByteBuf out = client.channel().alloc().ioBuffer(512);
    received.write(out, !keepOpen);
    client.channel().write(out, client.channel().voidPromise());
  }

  /**
   * A client that was not told to continue may send the body or the next request: nobody can tell
   * which.
   */
  private boolean mayStayOpen() {
    return !worker.isClosing() && (requestSent || !head.expectsContinue());
  }

  void responseContent(HttpContent content) {
    if (interim || state != State.RESPONDING) {
      interim = false;
      content.release();
    } else if (content.decoderResult().isFailure()) {
      content.release();
      fail(Failure.BAD_RESPONSE);
    } else {
      activeAt = System.nanoTime();
      boolean last = content instanceof LastHttpContent;
      bytes += Chunks.write(client.channel(), responseFraming, content);
      if (last) {
        complete();
      } else {
        holdBackUpstream();
      }
    }
  }

  private void holdBackUpstream() {
    if (upstream != null && !client.takesMore()) {
      upstream.pauseReading();
      if (client.channel().isWritable()) {
        // Held back by the budget of all clients: no event will tell, so this one's bytes do.
        client.whenAllTaken(this::clientWritable);
      }
    }
  }

  void clientWritable() {
    if (upstream != null && state != State.OVER) {
      activeAt = System.nanoTime();
      upstream.resumeReading();
    }
  }

  void upstreamReadComplete() {
    client.channel().flush();
  }

  private void complete() {
    ResponseHead received = response;
    UpstreamConnection connection = upstream;
    if (received == null || connection == null) {
      throw new IllegalStateException("A response completed that never began");
    }
    end();
    if (requestSent && received.keepsAlive()) {
      connection.settle(received.keepAliveSeconds());
    } else {
      connection.drop();
    }
    client.channel().flush();
    log(null, received.status());
    client.answered(keepOpen);
  }

  // ---- Tunnels

  private void switchProtocols(ResponseHead received) {
    UpstreamConnection connection = upstream;
    if (!head.wantsUpgrade() || connection == null) {
      fail(Failure.RESPONSE_RULES);
      return;
    }
    state = State.TUNNEL;
    response = received;
    activeAt = System.nanoTime();
    ByteBuf out = client.channel().alloc().ioBuffer(512);
    received.writeSwitch(out);
    client.channel().writeAndFlush(out, client.channel().voidPromise());
    connection.becomeTunnel();
    client.becomeTunnel();
  }

  void tunnelToUpstream(ByteBuf data) {
    if (upstream == null || state != State.TUNNEL) {
      data.release();
      return;
    }
    activeAt = System.nanoTime();
    upstream.channel().write(data, upstream.channel().voidPromise());
    holdBackClient(upstream);
  }

  void tunnelToClient(ByteBuf data) {
    if (state != State.TUNNEL) {
      data.release();
      return;
    }
    activeAt = System.nanoTime();
    bytes += data.readableBytes();
    client.channel().write(data, client.channel().voidPromise());
    holdBackUpstream();
  }

  // ---- Ends

  /** The app's connection ended before its response did. */
  void upstreamClosed(UpstreamConnection connection) {
    upstream = null;
    switch (state) {
      case TUNNEL -> {
        end();
        log(null, 101);
        client.closeAfterFlush();
      }
      case RESPONDING -> fail(Failure.INSTANCE_INTERRUPTED);
      case AWAITING -> {
        boolean stale = connection.isReused() && !connection.hasAnswered() && !interim;
        if (stale && head.isRepeatable()) {
          freshOnly = true;
          release();
          dispatch();
        } else {
          fail(Failure.NO_RESPONSE);
        }
      }
      case PARKED, CONNECTING, OVER -> {}
    }
  }

  void clientGone() {
    if (state == State.TUNNEL) {
      UpstreamConnection connection = upstream;
      end();
      log(null, 101);
      if (connection != null) {
        connection.drop();
      }
    } else if (state != State.OVER) {
      fail(Failure.CLIENT_INTERRUPTED);
    }
  }

  /** Ends the exchange: by an error page while that is possible, else by cutting the client off. */
  void fail(Failure failure) {
    if (state == State.OVER) {
      return;
    }
    boolean answerable =
        state != State.RESPONDING
            && state != State.TUNNEL
            && failure.status() != Failure.CLIENT_INTERRUPTED.status();
    UpstreamConnection connection = upstream;
    end();
    if (connection != null) {
      connection.drop();
    }
    if (answerable) {
      answer(failure);
    } else {
      log(failure, failure.status());
      client.abort();
    }
  }

  private void answer(Failure failure) {
    boolean unreadable = head.failure() != null || failure == Failure.BAD_REQUEST;
    boolean stay = head.keepsAlive() && !unreadable && mayStayOpen();
    ByteBuf out = client.channel().alloc().ioBuffer(1024);
    bytes = ErrorPage.write(out, failure, head.acceptsHtml(), head.isHead(), !stay);
    client.channel().writeAndFlush(out, client.channel().voidPromise());
    log(failure, failure.status());
    client.answered(stay);
  }

  private void end() {
    if (state == State.PARKED && route != null) {
      route.app().ifPresent(app -> worker.bootQueue().leave(app.id(), this));
    }
    state = State.OVER;
    upstream = null;
    release();
    while (!early.isEmpty()) {
      early.remove().release();
    }
  }

  private void release() {
    if (claimed != null) {
      claimed.release();
      claimed = null;
    }
  }

  private void log(@Nullable Failure failure, int status) {
    if (route == null) {
      return;
    }
    RoutedApp app = route.app().orElse(null);
    if (app == null) {
      return;
    }
    boolean asked = connectNanos != UNKNOWN;
    long service = asked ? millis(System.nanoTime() - connectStarted - connectNanos) : UNKNOWN;
    long connect = asked ? millis(connectNanos) : UNKNOWN;
    worker.record(app, forwarding, new Outcome(failure, instance, connect, service, status, bytes));
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  // ---- Waits

  void tick(long now) {
    switch (state) {
      case PARKED -> {
        if (now - startedAt > worker.limits().waits().boot().toNanos()) {
          fail(Failure.BOOT_TIMEOUT);
        }
      }
      case AWAITING -> {
        if (requestSent && now - activeAt > limits.firstByte().toNanos()) {
          fail(Failure.REQUEST_TIMEOUT);
        } else if (!requestSent && now - activeAt > limits.idle().toNanos()) {
          boolean instanceStalls = upstream != null && !upstream.channel().isWritable();
          fail(instanceStalls ? Failure.INSTANCE_IDLE : Failure.CLIENT_IDLE);
        }
      }
      case RESPONDING, TUNNEL -> {
        boolean clientReads = client.progressed();
        if (client.isBehind() && clientReads) {
          activeAt = now;
        } else if (now - activeAt > limits.idle().toNanos()) {
          fail(client.isBehind() ? Failure.CLIENT_IDLE : Failure.INSTANCE_IDLE);
        }
      }
      case CONNECTING, OVER -> {}
    }
  }
}
