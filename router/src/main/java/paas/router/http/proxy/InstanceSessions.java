package paas.router.http.proxy;

import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import paas.router.http.balance.LiveEndpoint;

/**
 * One event loop's HTTP/2 connections to instances that take more streams: as few as the requests
 * at once need.
 */
final class InstanceSessions {
  private final Worker worker;
  private final Connector connector;
  private final Map<LiveEndpoint, List<InstanceSession>> open = new HashMap<>();

  InstanceSessions(Worker worker, Connector connector) {
    this.worker = worker;
    this.connector = connector;
  }

  /**
   * Gives the exchange a stream of the first connection that has room, or of a new one.
   *
   * @param fresh whether no connection will do that was used before
   */
  void carry(LiveEndpoint endpoint, Exchange exchange, boolean fresh) {
    List<InstanceSession> sessions = open.computeIfAbsent(endpoint, _ -> new ArrayList<>(1));
    for (InstanceSession session : sessions) {
      if (session.hasRoom(fresh)) {
        session.carry(exchange);
        return;
      }
    }
    InstanceSession session = new InstanceSession(worker, this, endpoint, expected(sessions));
    sessions.add(session);
    session.carry(exchange);
    var _ = connector.open(endpoint).addListener((ChannelFuture it) -> session.connected(it));
  }

  /** What the instance allows on another connection it will allow on this one. */
  private int expected(List<InstanceSession> others) {
    int most = worker.limits().http2().instanceStreams();
    return others.stream().mapToInt(InstanceSession::expected).min().orElse(most);
  }

  /** It takes no more streams. */
  void retired(InstanceSession session) {
    List<InstanceSession> sessions = open.get(session.endpoint());
    if (sessions != null && sessions.remove(session) && sessions.isEmpty()) {
      open.remove(session.endpoint());
    }
  }

  /** Gives up what idled too long, and everything of withdrawn endpoints. */
  void sweep(long nowNanos) {
    for (InstanceSession session : all()) {
      session.tick(nowNanos);
    }
  }

  /** Lets all end once their streams have. */
  void finish() {
    all().forEach(InstanceSession::finish);
  }

  /** A copy, as each may take itself out. */
  private List<InstanceSession> all() {
    return open.values().stream().flatMap(List::stream).toList();
  }
}
