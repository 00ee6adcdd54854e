package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import paas.router.http.RouteLimits;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.message.ClientAddress;
import paas.router.http.message.Failure;
import paas.router.http.message.Forwarding;
import paas.router.http.message.Reply;
import paas.router.http.message.RequestHead;
import paas.router.http.message.ResponseHead;

/**
 * One request and its response, which goes through the states of {@link ExchangeState}. The claim
 * on the endpoint is held from the choice until the last byte of the response has come, or the
 * exchange is over.
 */
final class Exchange {
  private final Worker worker;
  private final Client client;
  private final RequestHead head;
  private final Forwarding forwarding;
  private final Dispatch dispatch;
  private final RequestBody body;
  private final Answer answer;
  private final long startedAt = System.nanoTime();

  private ExchangeState state = ExchangeState.CONNECTING;
  private @Nullable Upstream upstream;
  private boolean interim;
  private long activeAt = startedAt;

  Exchange(Worker worker, Client client, RequestHead head, ClientAddress address) {
    this.worker = worker;
    this.client = client;
    this.head = head;
    this.forwarding = Forwarding.of(head, address, worker.random());
    this.dispatch = new Dispatch(worker, this, client, forwarding, startedAt);
    this.body = new RequestBody(client, head.framing(), worker);
    this.answer = new Answer(client, head);
  }

  RequestHead head() {
    return head;
  }

  /** Whether each frame that the client sends is of use to an instance, however small it is. */
  boolean isStreamed() {
    return upstream != null && dispatch.isStreamed();
  }

  void begin() {
    Failure refused = head.failure();
    if (refused == null && !client.admits(head.host())) {
      refused = Failure.MISDIRECTED;
    }
    Reply reply = refused == null ? Threshold.reply(worker, forwarding) : null;
    if (refused != null) {
      dispatch.lookUp();
      fail(refused);
    } else if (reply != null) {
      dispatch.lookUp();
      answer(reply);
    } else {
      dispatch.start();
    }
  }

  private void answer(Reply reply) {
    end();
    answer.reply(reply, mayStayOpen());
    dispatch.line(null, reply.status(), answer.bytes()).run();
    client.answered(answer.keepsOpen());
  }

  /** A newer table is in force, or those that refused may take it by now. */
  void dispatchAgain() {
    if (state == ExchangeState.PARKED) {
      state = ExchangeState.CONNECTING;
      activeAt = System.nanoTime();
      dispatch.start();
    }
  }

  void parked() {
    state = ExchangeState.PARKED;
  }

  void connected(Upstream connection) {
    if (state == ExchangeState.CONNECTING) {
      send(connection);
    } else {
      connection.neverUsed();
    }
  }

  /** Nothing of the request was sent: another endpoint may have it. */
  void connectFailed(LiveEndpoint endpoint, Throwable cause) {
    long now = System.nanoTime();
    endpoint.quarantine(now, worker.limits().waits().quarantine().toNanos());
    if (state == ExchangeState.CONNECTING) {
      activeAt = now;
      dispatch.claim().refused(endpoint, cause, now);
      dispatch.start();
    }
  }

  private void send(Upstream connection) {
    upstream = connection;
    state = ExchangeState.AWAITING;
    dispatch.claim().connected();
    connection.begin(this, dispatch.told());
    dispatch.sent(connection);
    body.begin(connection);
    activeAt = System.nanoTime();
  }

  void requestContent(HttpContent content) {
    if (body.isEmpty() || state.isTunnel() || state == ExchangeState.OVER) {
      content.release();
    } else if (content.decoderResult().isFailure()) {
      content.release();
      fail(Failure.BAD_REQUEST);
    } else if (!dispatch.takes(body.count(content))) {
      content.release();
      fail(Failure.BODY_TOO_LARGE);
    } else if (upstream == null) {
      body.keep(content);
    } else {
      activeAt = System.nanoTime();
      body.forward(upstream, content);
    }
  }

  void clientReadComplete() {
    if (upstream != null) {
      upstream.flush();
    }
  }

  void upstreamWritable() {
    activeAt = System.nanoTime();
    if (!body.isSent() || state == ExchangeState.TUNNEL) {
      client.resumeReading();
    }
  }

  void responseHead(HttpResponse message) {
    if (state != ExchangeState.AWAITING) {
      return;
    }
    ResponseHead received = new ResponseHead(message, head);
    Failure fault = received.failure();
    if (fault != null) {
      fail(fault);
    } else if (received.status() == 101) {
      switchProtocols(received);
    } else if (received.status() < 200) {
      interim = true;
      if (answer.interim(received)) {
        holdBackUpstream();
      } else {
        fail(Failure.RESPONSE_RULES);
      }
    } else {
      state = ExchangeState.RESPONDING;
      body.commit();
      activeAt = System.nanoTime();
      answer.begin(received, dispatch.stickyField(), mayStayOpen());
      dispatch.answered();
    }
  }

  /**
   * A client that was not told to continue may send the body or the next request: nobody can tell
   * which.
   */
  private boolean mayStayOpen() {
    return !worker.isClosing() && (body.isSent() || !head.expectsContinue());
  }

  void responseContent(HttpContent content) {
    if (interim || state != ExchangeState.RESPONDING) {
      interim = false;
      content.release();
    } else if (content.decoderResult().isFailure()) {
      content.release();
      fail(Failure.BAD_RESPONSE);
    } else {
      activeAt = System.nanoTime();
      boolean last = content instanceof LastHttpContent;
      answer.content(content);
      if (last) {
        complete();
      } else {
        holdBackUpstream();
      }
    }
  }

  private void holdBackUpstream() {
    if (upstream != null) {
      answer.holdBack(upstream, this::clientWritable);
    }
  }

  void clientWritable() {
    if (upstream != null && state != ExchangeState.OVER) {
      activeAt = System.nanoTime();
      upstream.resumeReading();
    }
  }

  void upstreamReadComplete() {
    client.flush();
  }

  private void complete() {
    Upstream connection = end();
    ResponseHead received = answer.head();
    if (connection != null && body.isSent()) {
      connection.settle(received);
    } else if (connection != null) {
      connection.drop();
    }
    client.flush();
    dispatch.line(null, received.status(), answer.bytes()).run();
    client.answered(answer.keepsOpen());
  }

  private void switchProtocols(ResponseHead received) {
    Upstream connection = upstream;
    if (!head.wantsUpgrade() || connection == null) {
      fail(Failure.RESPONSE_RULES);
      return;
    }
    state = ExchangeState.TUNNEL;
    activeAt = System.nanoTime();
    dispatch.claim().becomeTunnel();
    answer.beginTunnel(received, dispatch.stickyField());
    head.forgetFields();
    connection.becomeTunnel();
    client.becomeTunnel();
  }

  void tunnelToUpstream(ByteBuf data) {
    if (upstream == null || state != ExchangeState.TUNNEL) {
      data.release();
      return;
    }
    activeAt = System.nanoTime();
    upstream.tunnelled(data);
    body.holdBackClient(upstream);
  }

  void tunnelToClient(ByteBuf data) {
    if (!state.isTunnel()) {
      data.release();
      return;
    }
    activeAt = System.nanoTime();
    answer.tunnelled(data);
    holdBackUpstream();
  }

  /** The app's connection ended before its response did. */
  void upstreamClosed(Upstream connection) {
    upstream = null;
    switch (state) {
      case TUNNEL, HALF_TUNNEL -> {
        end();
        client.closeAfterFlush();
        dispatch.line(null, 101, answer.bytes()).run();
      }
      case RESPONDING -> fail(Failure.INSTANCE_INTERRUPTED);
      case AWAITING -> {
        boolean repeats = !interim && connection.mayRepeat(head) && body.rewind();
        state = repeats ? ExchangeState.CONNECTING : state;
        activeAt = System.nanoTime();
        if (!repeats || !dispatch.again(connection.neverLooked())) {
          fail(Failure.NO_RESPONSE);
        }
      }
      case PARKED, CONNECTING, OVER -> {}
    }
  }

  /** The client sends nothing more through the tunnel, and hears what comes. */
  void clientEnded() {
    if (state == ExchangeState.TUNNEL && upstream != null) {
      state = ExchangeState.HALF_TUNNEL;
      activeAt = System.nanoTime();
      upstream.endTunnel();
    }
  }

  /**
   * The client hears nothing any more; what it had sent through a tunnel is for the instance still.
   *
   * @param takenBack unless that is of no use either, and the client had not ended before
   */
  void clientGone(boolean takenBack) {
    if (!state.isTunnel()) {
      fail(Failure.CLIENT_INTERRUPTED);
      return;
    }
    boolean ended = state == ExchangeState.HALF_TUNNEL;
    Upstream connection = end();
    dispatch.line(null, 101, answer.bytes()).run();
    if (connection != null && takenBack && !ended) {
      connection.drop();
    } else if (connection != null) {
      connection.leaveTunnel(ended);
    }
  }

  /** Ends the exchange: by words to the client while that is possible, else by cutting it off. */
  void fail(Failure failure) {
    if (state == ExchangeState.OVER) {
      return;
    }
    boolean answerable =
        !state.hasBegun() && failure.status() != Failure.CLIENT_INTERRUPTED.status();
    Upstream connection = end();
    if (connection != null) {
      connection.drop();
    }
    if (answerable) {
      answer.fail(failure, dispatch.courtesy(), mayStayOpen());
    }
    Runnable line = dispatch.line(failure, failure.status(), answer.bytes());
    if (answerable || answer.breakOff(failure, dispatch.courtesy())) {
      line.run();
      client.answered(answer.keepsOpen());
    } else {
      client.cutOff(line);
    }
  }

  /** Takes no more events; gives back all that was held, and returns the connection. */
  private @Nullable Upstream end() {
    dispatch.end(state == ExchangeState.PARKED);
    state = ExchangeState.OVER;
    body.discard();
    Upstream connection = upstream;
    upstream = null;
    return connection;
  }

  void count(Census census) {
    if (state != ExchangeState.OVER) {
      dispatch.count(census, state == ExchangeState.PARKED);
    }
  }

  /** Looks at the waits. */
  void tick(long now) {
    RouteLimits limits = dispatch.limits();
    HttpLimits.Waits waits = worker.limits().waits();
    switch (state) {
      case PARKED -> dispatch.tick(now);
      case AWAITING -> {
        if (body.isSent() || answer.isAwaited(body)) {
          failAfter(limits.firstByte(), now - activeAt, Failure.REQUEST_TIMEOUT);
        } else {
          boolean instanceStalls = upstream != null && !upstream.isWritable();
          Failure who = instanceStalls ? Failure.INSTANCE_IDLE : Failure.CLIENT_IDLE;
          failAfter(limits.idle(), now - activeAt, who);
        }
      }
      case RESPONDING, TUNNEL -> {
        activeAt = client.catchesUp() ? now : activeAt;
        Failure who = client.isBehind() ? Failure.CLIENT_IDLE : Failure.INSTANCE_IDLE;
        failAfter(limits.idle(), now - activeAt, who);
      }
      case HALF_TUNNEL -> {
        activeAt = client.catchesUp() ? now : activeAt;
        if (now - activeAt > limits.idle().toNanos()) {
          // No failure: the client has ended, and had the time to hear more.
          clientGone(false);
          client.cutOff(() -> {});
        }
      }
      case CONNECTING -> failAfter(waits.lostConnect(), now - activeAt, Failure.CONNECT_TIMEOUT);
      case OVER -> {}
    }
  }

  private void failAfter(Duration atMost, long nanos, Failure failure) {
    if (nanos > atMost.toNanos()) {
      fail(failure);
    }
  }
}
