package paas.router.tls;

import java.time.Duration;

/**
 * What is asked of clients of a name once it has a certificate.
 *
 * @param redirect whether plain HTTP is answered with the same address over HTTPS
 * @param hsts how long browsers are told to come by HTTPS only; zero says nothing
 */
public record HttpsPolicy(boolean redirect, Duration hsts) {
  /** Two years, what preload lists ask for and more than any of them needs. */
  public static final Duration LONGEST = Duration.ofDays(730);

  /** HTTP and HTTPS side by side. */
  public static final HttpsPolicy BOTH = new HttpsPolicy(false, Duration.ZERO);

  /**
   * @throws IllegalArgumentException if the duration is negative or above {@link #LONGEST}
   */
  public HttpsPolicy {
    if (hsts.isNegative() || hsts.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("HSTS is 0 to 730 days, not " + hsts);
    }
  }
}
