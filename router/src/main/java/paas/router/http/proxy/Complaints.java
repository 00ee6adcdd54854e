package paas.router.http.proxy;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warnings that anybody can cause: one at a time is logged, the others are counted. */
final class Complaints {
  private static final Logger log = LoggerFactory.getLogger(Complaints.class);

  /** How long after one the next is logged. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private final LongSupplier nanos;
  private long nextAt;
  private long unsaid;

  Complaints(LongSupplier nanos) {
    this.nanos = nanos;
    this.nextAt = nanos.getAsLong();
  }

  /**
   * On the event loop that owns it.
   *
   * @return whether it was logged
   */
  boolean warn(String what) {
    long now = nanos.getAsLong();
    if (now - nextAt < 0) {
      unsaid++;
      return false;
    }
    log.warn("{} ({} more since the last such line)", what, unsaid);
    nextAt = now + PAUSE.toNanos();
    unsaid = 0;
    return true;
  }
}
