package paas.platform.deploy;

import java.util.List;
import paas.platform.app.App;
import paas.platform.formation.Slot;
import paas.platform.plan.Health;
import paas.runner.Instance;
import paas.runner.State;

/**
 * Whether the slot of a failed instance may be filled again while its container is still there,
 * because the engine does not remove it. A dead one has nothing that its successor needs: its name
 * and address are its own, its memory and volumes are free. One that still runs, and cannot be
 * ended, takes memory, and may write to the volumes that its successor would have.
 */
final class Vacancy {
  /** Of one slot; with more than these, what crashes again and again would fill the disk. */
  static final int MOST_DEAD = 20;

  private final Refusals refusals;
  private final Launch launch;

  Vacancy(Refusals refusals, Launch launch) {
    this.refusals = refusals;
    this.launch = launch;
  }

  /**
   * How a failed instance of what lasts counts. {@code present} is all that there is of its app.
   */
  Health of(App app, Instance instance, Health.Failed failed, List<Instance> present) {
    if (hasEnded(instance)) {
      return failed.vacating(dead(instance, present) <= MOST_DEAD);
    }
    return isGivenUp(instance, present) && !writes(app, Observer.slot(instance))
        ? new Health.Stopping()
        : failed;
  }

  /** One that has not run yet may be just about to, until the engine says that it is stuck. */
  private boolean hasEnded(Instance instance) {
    return switch (instance.state()) {
      case State.Exited e -> true;
      case State.Created c -> refusals.concern(instance.id().value());
      case State.Running r -> false;
      case State.CutOff c -> false;
    };
  }

  private long dead(Instance instance, List<Instance> present) {
    return present.stream()
        .filter(other -> other.name().equals(instance.name()) && hasEnded(other))
        .count();
  }

  /** One of a slot at a time: what never comes up may not fill the memory with its like. */
  private boolean isGivenUp(Instance instance, List<Instance> present) {
    return refusals.concern(instance.id().value())
        && present.stream()
            .filter(other -> other.name().equals(instance.name()) && !hasEnded(other))
            .filter(other -> refusals.concern(other.id().value()))
            .allMatch(other -> other.id().equals(instance.id()));
  }

  private boolean writes(App app, Slot slot) {
    return launch.sandbox(app, slot.type()).volumes().stream()
        .anyMatch(volume -> !volume.readOnly());
  }
}
