package paas.router.http.balance;

import java.time.Duration;

/**
 * How much one instance and one app may have at once, and how slowly a new instance comes to its
 * share.
 *
 * @param perInstance requests and tunnels in flight on one instance; when all instances have as
 *     many, H11
 * @param perApp the same for all instances of an app together: H22
 * @param slowStart how long a new instance gets less than its share, rising evenly, while others
 *     are there that are older
 */
public record BalanceLimits(int perInstance, int perApp, Duration slowStart) {
  /** As many as there are client connections; over HTTP/2 a few clients alone would bring more. */
  public static final BalanceLimits DEFAULT =
      new BalanceLimits(10_000, 10_000, Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException if a limit is not positive, or the slow start is negative
   */
  public BalanceLimits {
    if (perInstance < 1 || perApp < 1 || slowStart.isNegative()) {
      throw new IllegalArgumentException(
          "Limits of %d per instance and %d per app and a slow start of %s are none"
              .formatted(perInstance, perApp, slowStart));
    }
  }
}
