package paas.acceptance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a state, never for a time. */
final class Await {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private Await() {}

  static void until(String what, BooleanSupplier reached) {
    until(() -> what, reached);
  }

  /**
   * @param what asked for when the wait was in vain
   */
  static void until(Supplier<String> what, BooleanSupplier reached) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "After " + DEADLINE.toSeconds() + " s still not so: " + what.get());
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
