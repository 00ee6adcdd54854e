package paas.platform.deploy;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.formation.Slot;
import paas.platform.plan.Health;
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
   * @param amiss the process types whose instances, but for those on their way out, are not exactly
   *     those that are wanted
   * @param leaving the process types that have some on their way out
   * @param crashed those of which a wanted instance has crashed
   */
  record Found(
      boolean busy, Set<ProcessType> amiss, Set<ProcessType> leaving, Set<ProcessType> crashed) {
    private Settled settled(Awaited awaited) {
      if (!busy
          && Collections.disjoint(amiss, awaited.types())
          && (!awaited.gone() || Collections.disjoint(leaving, awaited.types()))) {
        return Settled.YES;
      }
      return Collections.disjoint(crashed, awaited.types()) ? Settled.LATE : Settled.CRASHED;
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
    turns.close(new Found(false, Set.of(), Set.of(), Set.of()));
  }

  /**
   * Returns when what is awaited is so, when one of its process types has a wanted instance that
   * crashed, or when time is up. {@code wake} is to make the loop turn. Refused where many wait
   * already.
   */
  Settled await(Awaited awaited, Duration atMost, Runnable wake) throws InterruptedException {
    if (!room.tryAcquire()) {
      throw new Rejected(
          Reason.RATE_LIMIT,
          "%d requests wait already until this app's instances are as they are wanted, the most: wait for one of them, then try again."
              .formatted(MOST_WAITING));
    }
    try {
      return turns
          .await(found -> found.settled(awaited) != Settled.LATE, atMost, wake)
          .map(found -> found.settled(awaited))
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
    return new Found(busy || rolls, amiss(intent, seen), leaving(seen), crashed);
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
      if (ours
          && !isLeaving(instance)
          && (!isCurrent(intent, instance) || !missing.remove(instance.slot()))) {
        amiss.add(instance.slot().type());
      }
    }
    missing.forEach(slot -> amiss.add(slot.type()));
    return amiss;
  }

  private static Set<ProcessType> leaving(List<SeenInstance> seen) {
    return seen.stream()
        .filter(instance -> !instance.slot().isTrial() && isLeaving(instance))
        .map(instance -> instance.slot().type())
        .collect(Collectors.toSet());
  }

  private static boolean isLeaving(SeenInstance instance) {
    return instance.health() instanceof Health.Stopping;
  }

  private static boolean isCurrent(AppIntent intent, SeenInstance instance) {
    return instance.up()
        && instance.epoch() == intent.formation().epoch(instance.slot())
        && intent.serving().filter(r -> r.version().equals(instance.version())).isPresent();
  }
}
