package paas.platform.deploy;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.formation.Slot;
import paas.platform.plan.Revision;
import paas.platform.plan.SeenInstance;
import paas.platform.release.ProcessType;

/**
 * What the turns of a loop came to, for those who wait until all is as it is wanted. Thread-safe,
 * as {@link TurnNews}.
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

  private final TurnNews<Found> turns = new TurnNews<>();
  private final Semaphore room = new Semaphore(MOST_WAITING);

  /** A turn begins. */
  void begin() {
    turns.begin();
  }

  /** It has ended; what came of it is asked for only when somebody waits. */
  void end(Supplier<Found> outcome) {
    if (room.availablePermits() < MOST_WAITING) {
      turns.tell(outcome.get());
    }
  }

  /** There will be no turn any more: nothing is wanted, and nothing is left. */
  void close() {
    turns.close(new Found(false, Set.of(), Set.of()));
  }

  /**
   * Returns when these process types are as they are wanted, when one of them has a wanted instance
   * that crashed, or when time is up. {@code wake} is to make the loop turn. Refused where many
   * wait already.
   */
  Settled await(Set<ProcessType> types, Duration atMost, Runnable wake)
      throws InterruptedException {
    if (!room.tryAcquire()) {
      throw new Rejected(
          Reason.RATE_LIMIT,
          "%d requests wait already until this app's instances are as they are wanted, the most: wait for one of them, then try again."
              .formatted(MOST_WAITING));
    }
    try {
      return turns
          .await(found -> found.settled(types) != Settled.LATE, atMost, wake)
          .map(found -> found.settled(types))
          .orElse(Settled.LATE);
    } finally {
      room.release();
    }
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
