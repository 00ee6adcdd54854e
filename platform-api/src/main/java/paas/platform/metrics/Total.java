package paas.platform.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.router.control.RequestFacts;

/** What a route's requests add up to since paasd runs: it only grows. Not thread-safe. */
final class Total {
  private final long[] classes = new long[Figures.CLASSES];
  private final long[] buckets = new long[RouteTotal.BOUNDS.size()];
  private final SortedMap<String, Long> codes = new TreeMap<>();
  private long timed;
  private Duration time = Duration.ZERO;
  private long bytesOut;

  void add(RequestFacts.Answered facts) {
    int digit = facts.status() / 100;
    classes[digit < Figures.CLASSES ? digit : 0]++;
    if (!facts.code().isEmpty()) {
      codes.merge(facts.code(), 1L, Long::sum);
    }
    bytesOut += facts.bytes();
    facts.took().ifPresent(this::time);
  }

  private void time(Duration took) {
    timed++;
    time = time.plus(took);
    for (int i = 0; i < buckets.length; i++) {
      if (took.compareTo(RouteTotal.BOUNDS.get(i)) <= 0) {
        buckets[i]++;
        return;
      }
    }
  }

  RouteTotal of(RouteName route) {
    List<Long> upTo = new ArrayList<>();
    long sum = 0;
    for (long bucket : buckets) {
      sum += bucket;
      upTo.add(sum);
    }
    List<Long> byClass = new ArrayList<>();
    for (long count : classes) {
      byClass.add(count);
    }
    return new RouteTotal(route, byClass, codes, upTo, timed, time, bytesOut);
  }
}
