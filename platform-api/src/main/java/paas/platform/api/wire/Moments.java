package paas.platform.api.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the API shows them: {@code 2026-11-20T17:16:05Z}. */
public final class Moments {
  private Moments() {}

  public static String of(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
