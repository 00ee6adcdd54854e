package paas.platform.deploy;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.formation.Slot;
import paas.platform.plan.Revision;
import paas.platform.plan.SeenInstance;
import paas.platform.release.ProcessType;

/**
 * What the turns of a loop came to, for those who wait until all is as it is wanted. Only a turn
 * that began after the wait did counts: it knows what was stored before. Thread-safe.
 */
final class Settling {
  /**
   * What a turn came to.
   *
   * @param busy whether it had something to do, or a release is on its way: nothing stays then
   * @param amiss the process types whose instances are not exactly those that are wanted
   * @param crashed those of which a wanted instance has crashed
   */
  record Found(boolean busy, Set<ProcessType> amiss, Set<ProcessType> crashed) {
    private Settled settled(Set<ProcessType> types) {
      if (!busy && Collections.disjoint(amiss, types)) {
        return Settled.YES;
      }
      return Collections.disjoint(crashed, types) ? Settled.LATE : Settled.CRASHED;
    }
  }

  /** Each holds a request to the API for up to a minute. */
  static final int MOST_WAITING = 50;

  private static final Found NOTHING = new Found(true, Set.of(), Set.of());

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  // All of it is guarded by the lock.
  private long begun;
  private long endedTurn;
  private Found found = NOTHING;
  private int waiting;
  private boolean gone;

  /** A turn begins. */
  void begin() {
    lock.lock();
    try {
      begun++;
    } finally {
      lock.unlock();
    }
  }

  /** It has ended; what came of it is asked for only when somebody waits. */
  void end(Supplier<Found> outcome) {
    if (!isAwaited()) {
      return;
    }
    Found now = outcome.get();
    lock.lock();
    try {
      endedTurn = begun;
      found = now;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isAwaited() {
    lock.lock();
    try {
      return waiting > 0;
    } finally {
      lock.unlock();
    }
  }

  /** There will be no turn any more: nothing is wanted, and nothing is left. */
  void close() {
    lock.lock();
    try {
      gone = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when these process types are as they are wanted, when one of them has a wanted instance
   * that crashed, or when time is up. {@code wake} is to make the loop turn. Refused where many
   * wait already.
   */
  Settled await(Set<ProcessType> types, Duration atMost, Runnable wake)
      throws InterruptedException {
    lock.lockInterruptibly();
    boolean counted = false;
    try {
      requireFewer();
      waiting++;
      counted = true;
      long first = begun + 1;
      long left = atMost.toNanos();
      wake.run();
      while (sinceTurn(first, types) == Settled.LATE && left > 0) {
        left = ended.awaitNanos(left);
      }
      return sinceTurn(first, types);
    } finally {
      waiting -= counted ? 1 : 0;
      lock.unlock();
    }
  }

  private void requireFewer() {
    if (waiting >= MOST_WAITING) {
      throw new Rejected(
          Reason.RATE_LIMIT,
          "%d requests wait already until this app's instances are as they are wanted, the most: wait for one of them, then try again."
              .formatted(waiting));
    }
  }

  private Settled sinceTurn(long first, Set<ProcessType> types) {
    if (gone) {
      return Settled.YES;
    }
    return endedTurn >= first ? found.settled(types) : Settled.LATE;
  }

  /** A canary stays beside what is wanted for as long as its owner likes: nobody waits for it. */
  static Found of(
      AppIntent intent, List<SeenInstance> seen, boolean busy, List<InstanceView> views) {
    Set<ProcessType> crashed = new HashSet<>();
    views.stream()
        .filter(view -> view.state().equals("crashed"))
        .map(InstanceView::slot)
        .filter(slot -> !slot.isTrial())
        .filter(slot -> slot.ordinal() <= intent.formation().quantity(slot.type()))
        .forEach(slot -> crashed.add(slot.type()));
    boolean rolls = intent.pending().isPresent() && intent.canary().isEmpty();
    return new Found(busy || rolls, amiss(intent, seen), crashed);
  }

  private static Set<ProcessType> amiss(AppIntent intent, List<SeenInstance> seen) {
    Set<Slot> missing = new HashSet<>();
    intent
        .serving()
        .map(Revision::of)
        .ifPresent(revision -> missing.addAll(revision.slots(intent.formation())));
    Set<ProcessType> amiss = new HashSet<>();
    for (SeenInstance instance : seen) {
      boolean ours = !instance.slot().isTrial();
      if (ours && (!isCurrent(intent, instance) || !missing.remove(instance.slot()))) {
        amiss.add(instance.slot().type());
      }
    }
    missing.forEach(slot -> amiss.add(slot.type()));
    return amiss;
  }

  private static boolean isCurrent(AppIntent intent, SeenInstance instance) {
    return instance.up()
        && instance.epoch() == intent.formation().epoch(instance.slot())
        && intent.serving().filter(r -> r.version().equals(instance.version())).isPresent();
  }
}
