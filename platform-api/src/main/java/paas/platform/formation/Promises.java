package paas.platform.formation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Memory that was promised to what has not started yet, and so is in no measure of the machine.
 * Thread-safe; nothing blocks.
 */
public final class Promises {
  /** A one-off whose user has not attached for so long never will. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private record Promise(UUID app, long mebibytes, Instant until) {}

  private final InstantSource clock;

  // Guarded by this.
  private final Map<UUID, Promise> promises = new HashMap<>();
  private long changes;

  public Promises(InstantSource clock) {
    this.clock = clock;
  }

  /** What {@link #make} compares with: taken before the machine's memory is read. */
  public synchronized long stamp() {
    return changes;
  }

  /**
   * Nothing where another was made since the stamp was taken: then there may be less than was read.
   *
   * @return whether it was made
   */
  public synchronized boolean make(long stamp, UUID to, UUID app, long mebibytes) {
    if (stamp != changes) {
      return false;
    }
    forgetLate();
    promises.put(to, new Promise(app, mebibytes, clock.instant().plus(LONGEST)));
    changes++;
    return true;
  }

  /** It has started, or never will. Idempotent. */
  public synchronized void end(UUID to) {
    promises.remove(to);
  }

  /** In MiB. */
  public synchronized long sum() {
    forgetLate();
    return promises.values().stream().mapToLong(Promise::mebibytes).sum();
  }

  /** How many of an app's have not started yet. */
  public synchronized int of(UUID app) {
    forgetLate();
    return (int) promises.values().stream().filter(promise -> promise.app().equals(app)).count();
  }

  private void forgetLate() {
    Instant now = clock.instant();
    promises.values().removeIf(promise -> !now.isBefore(promise.until()));
  }
}
