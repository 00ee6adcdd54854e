package paas.platform.metrics;

import java.util.Arrays;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;

/**
 * How long requests took: a few as they are, more of them in a histogram that grows with the
 * longest. Not thread-safe.
 */
final class Latencies {
  /** Longer ones count as this long. */
  static final long LONGEST_MILLIS = 600_000;

  /** Figures are exact to a hundredth. */
  private static final int DIGITS = 2;

  /** So many cost less than the smallest histogram. */
  private static final int FEW = 32;

  private int[] few = new int[2];
  private int count;
  private Optional<IntCountsHistogram> many = Optional.empty();

  static Histogram sum() {
    return new Histogram(LONGEST_MILLIS, DIGITS);
  }

  void add(long millis) {
    int capped = (int) Math.min(millis, LONGEST_MILLIS);
    if (many.isPresent()) {
      many.get().recordValue(capped);
    } else if (count < FEW) {
      few = count < few.length ? few : Arrays.copyOf(few, 2 * count);
      few[count++] = capped;
    } else {
      many = Optional.of(histogram());
      few = new int[0];
      many.get().recordValue(capped);
    }
  }

  private IntCountsHistogram histogram() {
    IntCountsHistogram all = new IntCountsHistogram(DIGITS);
    all.setAutoResize(true);
    for (int i = 0; i < count; i++) {
      all.recordValue(few[i]);
    }
    return all;
  }

  void addTo(Histogram sum) {
    if (many.isPresent()) {
      sum.add(many.get());
    } else {
      for (int i = 0; i < count; i++) {
        sum.recordValue(few[i]);
      }
    }
  }

  long bytes() {
    return few.length * 4L + many.map(IntCountsHistogram::getEstimatedFootprintInBytes).orElse(0);
  }
}
