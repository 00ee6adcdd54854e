package paas.router.http;

import java.time.Duration;

/**
 * How long a request may wait on an instance: for the first byte of the response, and between any
 * two bytes after it.
 */
public record RouteLimits(Duration firstByte, Duration idle) {
  /** 30 s to the first byte (H12), 55 s idle after it (H15, H28). */
  public static final RouteLimits DEFAULT =
      new RouteLimits(Duration.ofSeconds(30), Duration.ofSeconds(55));

  /** For the platform's own API: followed logs and attached one-offs may be silent for a day. */
  public static final RouteLimits PLATFORM =
      new RouteLimits(Duration.ofHours(24), Duration.ofHours(24));

  /**
   * @throws IllegalArgumentException if a duration is not positive, or over a day
   */
  public RouteLimits {
    requireSane("first byte", firstByte);
    requireSane("idle", idle);
  }

  private static void requireSane(String name, Duration value) {
    if (!value.isPositive() || value.compareTo(Duration.ofHours(24)) > 0) {
      throw new IllegalArgumentException(
          "The " + name + " limit must be above 0 and at most a day");
    }
  }
}
