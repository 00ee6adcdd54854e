package paas.router.http.proxy;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import paas.router.http.balance.LiveEndpoint;

/**
 * One event loop's idle upstream connections, the most recently used first out. A crowd of clients
 * may leave any number of them: what is beyond the limit stays while it is fresh, as the crowd's
 * next requests come at once, and each would make a connection anew.
 */
final class UpstreamPool {
  private final HttpLimits.Pool limits;
  private final Map<LiveEndpoint, ArrayDeque<UpstreamConnection>> idle = new HashMap<>();

  UpstreamPool(HttpLimits.Pool limits) {
    this.limits = limits;
  }

  /**
   * @param repeatable whether the request may be sent again if the connection turns out to be dead;
   *     otherwise only a connection that was used a moment ago will do
   */
  @Nullable UpstreamConnection take(LiveEndpoint endpoint, boolean repeatable, long nowNanos) {
    ArrayDeque<UpstreamConnection> connections = idle.get(endpoint);
    if (connections == null) {
      return null;
    }
    while (!connections.isEmpty()) {
      UpstreamConnection newest = connections.getLast();
      boolean recent = nowNanos - newest.idleSince() < limits.fresh().toNanos();
      if (!newest.isUsable(nowNanos)) {
        connections.removeLast();
        newest.close();
      } else if (!repeatable && !recent) {
        return null;
      } else {
        connections.removeLast();
        return newest;
      }
    }
    return null;
  }

  void put(UpstreamConnection connection, long nowNanos) {
    LiveEndpoint endpoint = connection.endpoint();
    ArrayDeque<UpstreamConnection> connections =
        idle.computeIfAbsent(endpoint, _ -> new ArrayDeque<>());
    if (endpoint.isWithdrawn()) {
      connection.close();
    } else {
      connection.becomeIdle(nowNanos, limits);
      connections.addLast(connection);
    }
  }

  void remove(UpstreamConnection connection) {
    ArrayDeque<UpstreamConnection> connections = idle.get(connection.endpoint());
    if (connections != null) {
      connections.remove(connection);
    }
  }

  /** Closes what idled too long, what is too many, and everything of withdrawn endpoints. */
  void sweep(long nowNanos) {
    Iterator<Map.Entry<LiveEndpoint, ArrayDeque<UpstreamConnection>>> entries =
        idle.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<LiveEndpoint, ArrayDeque<UpstreamConnection>> entry = entries.next();
      boolean withdrawn = entry.getKey().isWithdrawn();
      entry
          .getValue()
          .removeIf(connection -> {
            boolean over = withdrawn || !connection.isUsable(nowNanos);
            if (over) {
              connection.close();
            }
            return over;
          });
      closeTooMany(entry.getValue(), nowNanos);
      if (entry.getValue().isEmpty()) {
        entries.remove();
      }
    }
  }

  private void closeTooMany(ArrayDeque<UpstreamConnection> oldestFirst, long nowNanos) {
    while (oldestFirst.size() > limits.perEndpoint()
        && nowNanos - oldestFirst.getFirst().idleSince() >= limits.fresh().toNanos()) {
      oldestFirst.removeFirst().close();
    }
  }

  void closeAll() {
    idle.values().forEach(connections -> connections.forEach(UpstreamConnection::close));
    idle.clear();
  }
}
