package paas.router.http;

import java.time.Duration;

/**
 * How long what is in flight on a withdrawn endpoint is waited for.
 *
 * @param requests those that are answered at some time
 * @param tunnels WebSockets, which may stay for as long as both ends like
 */
public record Patience(Duration requests, Duration tunnels) {
  public static final Patience NONE = of(Duration.ZERO);

  /** The same for both. */
  public static Patience of(Duration atMost) {
    return new Patience(atMost, atMost);
  }

  /** The longer of both. */
  public Duration longest() {
    return requests.compareTo(tunnels) > 0 ? requests : tunnels;
  }

  public Patience noLongerThan(Duration most) {
    return new Patience(least(requests, most), least(tunnels, most));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** What is left of it after so long. */
  public Patience after(Duration passed) {
    return new Patience(left(requests, passed), left(tunnels, passed));
  }

  private static Duration left(Duration of, Duration passed) {
    return of.compareTo(passed) > 0 ? of.minus(passed) : Duration.ZERO;
  }
}
