package paas.platform.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An app's requests over a while.
 *
 * @param dropped requests whose lines were dropped: they are in no other figure
 */
public record AppMetrics(
    Instant from, Instant to, Figures total, SortedMap<RouteName, Figures> routes, long dropped) {
  public AppMetrics {
    routes = Collections.unmodifiableSortedMap(new TreeMap<>(routes));
  }

  /** At least a second, so that rates can be told. */
  public Duration length() {
    Duration length = Duration.between(from, to);
    return length.toSeconds() < 1 ? Duration.ofSeconds(1) : length;
  }
}
