package paas.runner.docker;

import java.time.Duration;

/** Waits between two attempts; an interrupt ends the wait and is kept. */
final class Pause {
  private Pause() {}

  static void of(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
