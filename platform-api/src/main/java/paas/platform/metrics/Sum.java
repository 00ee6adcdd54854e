package paas.platform.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Adds up tallies. Not thread-safe. */
final class Sum {
  private final long[] classes = new long[Figures.CLASSES];
  private final SortedMap<String, Long> codes = new TreeMap<>();
  private final Histogram times = Latencies.sum();
  private long bytesOut;

  void add(int[] more, Map<String, Integer> moreCodes, long bytes) {
    for (int i = 0; i < classes.length; i++) {
      classes[i] += more[i];
    }
    moreCodes.forEach((code, count) -> codes.merge(code, (long) count, Long::sum));
    bytesOut += bytes;
  }

  void add(Sum other) {
    for (int i = 0; i < classes.length; i++) {
      classes[i] += other.classes[i];
    }
    other.codes.forEach((code, count) -> codes.merge(code, count, Long::sum));
    times.add(other.times);
    bytesOut += other.bytesOut;
  }

  Histogram times() {
    return times;
  }

  Figures figures() {
    return new Figures(
        Arrays.stream(classes).sum(),
        Arrays.stream(classes).boxed().toList(),
        codes,
        timed(),
        bytesOut);
  }

  private Optional<Figures.Times> timed() {
    return times.getTotalCount() == 0
        ? Optional.empty()
        : Optional.of(
            new Figures.Times(
                times.getTotalCount(),
                percentile(50),
                percentile(95),
                percentile(99),
                Duration.ofMillis(times.getMaxValue())));
  }

  private Duration percentile(double percent) {
    return Duration.ofMillis(times.getValueAtPercentile(percent));
  }
}
