package paas.cli.api;

import java.time.Duration;
import java.util.function.Supplier;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;

/**
 * Waiting for the platform by asking again: quickly at first, then twice a second. A pause is a
 * tenth of what was waited.
 */
public final class Patience {
  private static final long FIRST_MILLIS = 40;
  private static final long LAST_MILLIS = 500;
  private static final Duration OUTAGE = Duration.ofSeconds(60);

  private long pause = FIRST_MILLIS;

  /** Sleeps until it is time to ask again. */
  public void pause() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(ExitCode.INTERRUPTED, "Interrupted.");
    }
    pause = Math.min(LAST_MILLIS, pause * 11 / 10 + 1);
  }

  /** Asks, and goes on asking while the platform restarts: what is under way there goes on too. */
  public static <T> T throughOutages(Supplier<T> question) {
    long end = System.nanoTime() + OUTAGE.toNanos();
    Patience patience = new Patience();
    while (true) {
      try {
        return question.get();
      } catch (Failure e) {
        if (e.exitCode() != ExitCode.UNAVAILABLE || System.nanoTime() > end) {
          throw e;
        }
        patience.pause();
      }
    }
  }
}
