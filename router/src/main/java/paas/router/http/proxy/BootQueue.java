package paas.router.http.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The exchanges of one event loop that wait for their app to wake or boot, or for news of its last
 * instance, bounded in all and per app.
 */
final class BootQueue {
  private final HttpLimits.Crowd limits;
  private final Map<String, Set<Exchange>> byApp = new HashMap<>();
  private int size;

  BootQueue(HttpLimits.Crowd limits) {
    this.limits = limits;
  }

  /**
   * @return false when the queue is full
   */
  boolean park(String app, Exchange exchange) {
    Set<Exchange> queue = byApp.computeIfAbsent(app, _ -> new LinkedHashSet<>());
    if (size >= limits.booting() || queue.size() >= limits.bootingPerApp()) {
      return false;
    }
    if (queue.add(exchange)) {
      size++;
    }
    return true;
  }

  void leave(String app, Exchange exchange) {
    Set<Exchange> queue = byApp.get(app);
    if (queue != null && queue.remove(exchange)) {
      size--;
      if (queue.isEmpty()) {
        byApp.remove(app);
      }
    }
  }

  /** All that wait, oldest first per app; a copy, as each may leave. */
  List<Exchange> all() {
    List<Exchange> all = new ArrayList<>(size);
    byApp.values().forEach(all::addAll);
    return all;
  }

  /** Empties the queue, oldest first per app. */
  List<Exchange> takeAll() {
    List<Exchange> all = all();
    byApp.clear();
    size = 0;
    return all;
  }
}
