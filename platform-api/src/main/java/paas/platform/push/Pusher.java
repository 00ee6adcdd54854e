package paas.platform.push;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether the pusher is still there, and whether that still matters: before the release is recorded
 * their leaving cancels the push, afterwards it does not. The decision is one step.
 */
final class Pusher {
  private enum State {
    WAITING,
    GONE,
    COMMITTED
  }

  private State state = State.WAITING;
  private final List<Runnable> cancellations = new ArrayList<>();

  /** Runs now if the pusher is gone already. */
  void whenGone(Runnable cancellation) {
    synchronized (this) {
      cancellations.add(cancellation);
      if (state != State.GONE) {
        return;
      }
    }
    cancellation.run();
  }

  /** The connection ended. Idempotent. */
  void left() {
    List<Runnable> toRun;
    synchronized (this) {
      if (state != State.WAITING) {
        return;
      }
      state = State.GONE;
      toRun = List.copyOf(cancellations);
    }
    toRun.forEach(Runnable::run);
  }

  /** From here on leaving changes nothing. Returns false when the pusher has left before. */
  synchronized boolean commit() {
    if (state == State.WAITING) {
      state = State.COMMITTED;
    }
    return state == State.COMMITTED;
  }
}
