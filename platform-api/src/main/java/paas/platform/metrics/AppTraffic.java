package paas.platform.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.router.control.RequestFacts;

/** One app's requests, by minute and route. Thread-safe. */
final class AppTraffic {
  /** Of so many routes of an app are figures kept apart; the rest is summed up. */
  static final int ROUTES = 20;

  /** One minute of all routes. */
  private static final class Minute {
    final Map<RouteName, Tally> tallies = new HashMap<>(2);
    long dropped;

    long bytes() {
      return tallies.values().stream().mapToLong(Tally::bytes).sum();
    }
  }

  // Guarded by this.
  private final NavigableMap<Long, Minute> minutes = new TreeMap<>();

  /** The routes that are kept apart, and the last minute in which each was asked for. */
  private final Map<RouteName, Long> apart = new HashMap<>();

  /** Returns how many bytes more are held. */
  synchronized long add(long minute, RouteName route, RequestFacts.Answered facts) {
    Map<RouteName, Tally> tallies = of(minute).tallies;
    RouteName kept = kept(route, minute);
    Tally tally = tallies.get(kept);
    long before = tally == null ? 0 : tally.bytes();
    if (tally == null) {
      tally = new Tally();
      tallies.put(kept, tally);
    }
    tally.add(facts);
    return tally.bytes() - before;
  }

  private RouteName kept(RouteName route, long minute) {
    if (route.isOther() || (!apart.containsKey(route) && apart.size() >= ROUTES)) {
      return RouteName.OTHER;
    }
    apart.merge(route, minute, Math::max);
    return route;
  }

  synchronized void drop(long minute, long requests) {
    of(minute).dropped += requests;
  }

  private Minute of(long minute) {
    return minutes.computeIfAbsent(minute, number -> new Minute());
  }

  /** Forgets what is older than one minute or newer than another; returns the bytes set free. */
  synchronized long keep(long oldest, long newest) {
    long freed = clear(minutes.headMap(oldest, false)) + clear(minutes.tailMap(newest, false));
    apart.values().removeIf(last -> last < oldest);
    return freed;
  }

  private static long clear(SortedMap<Long, Minute> part) {
    long bytes = part.values().stream().mapToLong(Minute::bytes).sum();
    part.clear();
    return bytes;
  }

  synchronized boolean isEmpty() {
    return minutes.isEmpty();
  }

  synchronized long oldest() {
    return minutes.isEmpty() ? Long.MAX_VALUE : minutes.firstKey();
  }

  /** The sums from that minute on; the requests that only were counted. */
  synchronized long sum(long from, Map<RouteName, Sum> sums) {
    long dropped = 0;
    for (Minute minute : minutes.tailMap(from, true).values()) {
      dropped += minute.dropped;
      minute.tallies.forEach(
          (route, tally) -> tally.addTo(sums.computeIfAbsent(route, any -> new Sum())));
    }
    return dropped;
  }
}
