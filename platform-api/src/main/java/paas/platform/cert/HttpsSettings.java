package paas.platform.cert;

import java.time.Duration;
import paas.platform.fault.Rejected;

/**
 * What an app asks of the clients of those of its hostnames that have a certificate.
 *
 * @param redirect whether plain HTTP is sent to HTTPS
 * @param hsts how long browsers are told to come by HTTPS only; zero says nothing
 * @param automatic whether the platform has certificates issued for its hostnames
 */
public record HttpsSettings(boolean redirect, Duration hsts, boolean automatic) {
  private static final Duration LONGEST = Duration.ofDays(730);

  public static final HttpsSettings DEFAULT = new HttpsSettings(false, Duration.ZERO, false);

  public HttpsSettings {
    if (hsts.isNegative() || hsts.compareTo(LONGEST) > 0) {
      throw Rejected.invalid("HSTS is 0 to " + LONGEST.toSeconds() + " seconds (two years).");
    }
  }

  public HttpsSettings withRedirect(boolean on) {
    return new HttpsSettings(on, hsts, automatic);
  }

  public HttpsSettings withHsts(Duration duration) {
    return new HttpsSettings(redirect, duration, automatic);
  }

  public HttpsSettings withAutomatic(boolean on) {
    return new HttpsSettings(redirect, hsts, on);
  }
}
