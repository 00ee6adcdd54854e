package paas.router.http;

import java.time.Duration;

/**
 * How many requests one client may make: one per interval on average, and {@code burst} at once.
 */
public record RateLimit(Duration interval, int burst) {
  /** A thousand requests a second. */
  public static final Duration SHORTEST = Duration.ofMillis(1);

  public static final Duration LONGEST = Duration.ofHours(1);
  public static final int MAX_BURST = 10_000;

  /**
   * @throws IllegalArgumentException if the interval or the burst is out of bounds
   */
  public RateLimit {
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("A rate is between 1000 a second and 1 an hour");
    }
    if (burst < 1 || burst > MAX_BURST) {
      throw new IllegalArgumentException("A burst is between 1 and " + MAX_BURST);
    }
  }
}
