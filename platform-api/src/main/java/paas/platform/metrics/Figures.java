package paas.platform.metrics;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What many requests add up to.
 *
 * @param byClass how many were answered by 1xx, 2xx and so on; the first are of an unknown status
 * @param codes how often the router answered or ended one by itself, by its code
 * @param bytesOut of the bodies of responses
 */
public record Figures(
    long requests,
    List<Long> byClass,
    SortedMap<String, Long> codes,
    Optional<Times> times,
    long bytesOut) {
  /** Statuses have the first digits 1 to 5. */
  public static final int CLASSES = 6;

  public Figures {
    byClass = List.copyOf(byClass);
    codes = Collections.unmodifiableSortedMap(new TreeMap<>(codes));
  }

  /**
   * How long the app took for those that an instance was asked for.
   *
   * @param count of these; WebSockets are left out
   */
  public record Times(long count, Duration p50, Duration p95, Duration p99, Duration longest) {}

  /** How many were answered so: 2 for 2xx. */
  public long answeredBy(int firstDigit) {
    return byClass.get(firstDigit);
  }
}
