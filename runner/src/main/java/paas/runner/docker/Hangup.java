package paas.runner.docker;

import java.time.Duration;
import java.time.Instant;
import paas.runner.process.ProcessSession;
import paas.runner.process.Signal;

/** SIGHUP, as from a terminal that is gone, then SIGKILL to whoever is still there. */
final class Hangup {
  private static final Duration LOOK = Duration.ofMillis(50);

  private Hangup() {}

  /** Returns when they are gone, or were killed. */
  static void end(ProcessSession processes, Duration grace) {
    Instant deadline = Instant.now().plus(grace);
    // A stopped process takes the hang-up only once it goes on, as the kernel does for a terminal.
    processes.signal(Signal.HUP);
    processes.signal(Signal.CONT);
    while (processes.leads()
        && Instant.now().isBefore(deadline)
        && !Thread.currentThread().isInterrupted()) {
      Pause.of(LOOK);
    }
    processes.signal(Signal.KILL);
  }
}
