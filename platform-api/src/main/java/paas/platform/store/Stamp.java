package paas.platform.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as both databases keep them: to the microsecond. */
final class Stamp {
  private Stamp() {}

  static Instant of(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS);
  }
}
