package paas.platform.metrics;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a route's requests add up to since paasd runs.
 *
 * @param byClass as in {@link Figures}
 * @param codes of the router, as in {@link Figures}
 * @param upTo how many took no longer than each of {@link #BOUNDS}
 * @param timed how many were timed, and {@code time} how long all of them took together
 */
public record RouteTotal(
    RouteName route,
    List<Long> byClass,
    SortedMap<String, Long> codes,
    List<Long> upTo,
    long timed,
    Duration time,
    long bytesOut) {
  /** Up to the time after which an app has given no first byte. */
  public static final List<Duration> BOUNDS =
      List.of(
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(25),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2_500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  public RouteTotal {
    byClass = List.copyOf(byClass);
    codes = Collections.unmodifiableSortedMap(new TreeMap<>(codes));
    upTo = List.copyOf(upTo);
  }
}
