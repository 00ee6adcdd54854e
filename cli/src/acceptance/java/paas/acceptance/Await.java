package paas.acceptance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for a state, never for a time. A look that starts programs takes CPU from what it waits
 * for, so after each the wait is as long again as the look was.
 */
final class Await {
  /** Several times what anything takes: a slow machine may stand still for a while besides. */
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private Await() {}

  static void until(String what, BooleanSupplier reached) {
    until(() -> what, reached);
  }

  /**
   * @param what asked for when the wait was in vain
   */
  static void until(Supplier<String> what, BooleanSupplier reached) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    long looked = System.nanoTime();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "After " + DEADLINE.toSeconds() + " s still not so: " + what.get());
      }
      LockSupport.parkNanos(pause(System.nanoTime() - looked));
      looked = System.nanoTime();
    }
  }

  private static long pause(long lookNanos) {
    return Math.clamp(lookNanos, SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos());
  }
}
