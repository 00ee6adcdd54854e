package paas.router.http.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The exchanges of one event loop that wait for their app to wake or boot, or for news of its last
 * instance, bounded in all and per app. One with a large head has the places of several, so that
 * nobody fills the memory of all, and no app the places of others.
 */
final class BootQueue {
  private final HttpLimits.Crowd limits;
  private final Map<String, Line> byApp = new HashMap<>();
  private int places;

  private static final class Line {
    private final Set<Exchange> exchanges = new LinkedHashSet<>();
    private int places;
  }

  BootQueue(HttpLimits.Crowd limits) {
    this.limits = limits;
  }

  /**
   * @return false when the queue is full
   */
  boolean park(String app, Exchange exchange) {
    Line line = byApp.computeIfAbsent(app, _ -> new Line());
    int needed = placesOf(exchange);
    if (places + needed > limits.booting() || line.places + needed > limits.bootingPerApp()) {
      return false;
    }
    if (line.exchanges.add(exchange)) {
      places += needed;
      line.places += needed;
    }
    return true;
  }

  private static int placesOf(Exchange exchange) {
    return Math.max(1, exchange.head().size() / LargeHead.FROM);
  }

  void leave(String app, Exchange exchange) {
    Line line = byApp.get(app);
    if (line != null && line.exchanges.remove(exchange)) {
      places -= placesOf(exchange);
      line.places -= placesOf(exchange);
      if (line.exchanges.isEmpty()) {
        byApp.remove(app);
      }
    }
  }

  /** All that wait, oldest first per app; a copy, as each may leave. */
  List<Exchange> all() {
    List<Exchange> all = new ArrayList<>();
    byApp.values().forEach(line -> all.addAll(line.exchanges));
    return all;
  }

  /** Empties the queue, oldest first per app. */
  List<Exchange> takeAll() {
    List<Exchange> all = all();
    byApp.clear();
    places = 0;
    return all;
  }
}
