package paas.platform.autoscale;

import java.time.Duration;
import java.util.Optional;

/**
 * An app's requests over a whole window.
 *
 * @param timed how many of them an instance answered in a known time
 * @param p95 of those; empty when there are none
 */
public record Requests(long count, Duration over, long timed, Optional<Duration> p95) {
  double perSecond() {
    return 1000.0 * count / over.toMillis();
  }
}
