package paas.platform.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether whoever asked for a deploy still wants it, and whether that still matters: before the
 * release is recorded their leaving cancels the deploy, afterwards it does not. The decision is one
 * step.
 */
public final class Requester {
  private enum State {
    WAITING,
    GONE,
    COMMITTED
  }

  private final BooleanSupplier allowed;
  private State state = State.WAITING;
  private final List<Runnable> cancellations = new ArrayList<>();

  /** {@code allowed} says whether they may deploy the app at the moment of asking; it may block. */
  public Requester(BooleanSupplier allowed) {
    this.allowed = allowed;
  }

  /** To be asked before what they asked for begins, and before it goes live. */
  boolean stillAllowed() {
    return allowed.getAsBoolean();
  }

  /** Runs now if the requester is gone already. */
  public void whenGone(Runnable cancellation) {
    synchronized (this) {
      cancellations.add(cancellation);
      if (state != State.GONE) {
        return;
      }
    }
    cancellation.run();
  }

  /** They left, or cancelled; false when that comes too late. Idempotent. */
  public boolean left() {
    List<Runnable> toRun;
    synchronized (this) {
      if (state != State.WAITING) {
        return state == State.GONE;
      }
      state = State.GONE;
      toRun = List.copyOf(cancellations);
    }
    toRun.forEach(Runnable::run);
    return true;
  }

  synchronized boolean gone() {
    return state == State.GONE;
  }

  /** From here on leaving changes nothing. Returns false when the requester has left before. */
  synchronized boolean commit() {
    if (state == State.WAITING) {
      state = State.COMMITTED;
    }
    return state == State.COMMITTED;
  }
}
