package paas.platform.metrics;

import java.util.HashMap;
import java.util.Map;
import paas.router.control.RequestFacts;

/** What was asked by one route within one minute. Not thread-safe. */
final class Tally {
  /** Of one with hardly a request; measured. */
  private static final long BASE_BYTES = 350;

  private static final long CODE_BYTES = 100;

  /** By the first digit of the status; 0 where there is none. */
  private final int[] classes = new int[Figures.CLASSES];

  /** The router has a few dozen codes. */
  private final Map<String, Integer> codes = new HashMap<>(2);

  private final Latencies latencies = new Latencies();
  private long bytesOut;

  void add(RequestFacts.Answered facts) {
    int digit = facts.status() / 100;
    classes[digit < Figures.CLASSES ? digit : 0]++;
    if (!facts.code().isEmpty()) {
      codes.merge(facts.code(), 1, Integer::sum);
    }
    bytesOut += facts.bytes();
    facts.took().ifPresent(took -> latencies.add(took.toMillis()));
  }

  void addTo(Sum sum) {
    sum.add(classes, codes, bytesOut);
    latencies.addTo(sum.times());
  }

  /** What it takes of the heap, about. */
  long bytes() {
    return BASE_BYTES + CODE_BYTES * codes.size() + latencies.bytes();
  }
}
