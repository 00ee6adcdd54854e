package paas.platform.intake;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the database is away, as far as was seen: who sees it first says so. Thread-safe. */
final class Outage {
  private final AtomicBoolean away = new AtomicBoolean();

  /** True for whoever sees it first. */
  boolean begins() {
    return !away.getAndSet(true);
  }

  /** True for whoever sees first that it is over. */
  boolean ends() {
    return away.getAndSet(false);
  }
}
