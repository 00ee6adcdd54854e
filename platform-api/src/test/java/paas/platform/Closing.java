package paas.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Whether what owns a thread interrupts it when it is closed in the middle of its work. */
public final class Closing {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Set<Thread.State> CLOSED_OR_WAITS =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

  private Closing() {}

  /** To be called on that thread, from within its work. */
  public static boolean interrupts(Runnable close) {
    Thread closer = Thread.ofPlatform().daemon().start(close);
    Instant deadline = Instant.now().plus(DEADLINE);
    while (!CLOSED_OR_WAITS.contains(closer.getState())) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("Not closed within " + DEADLINE.toSeconds() + " s");
      }
      LockSupport.parkNanos(1_000_000);
    }
    return Thread.interrupted();
  }
}
