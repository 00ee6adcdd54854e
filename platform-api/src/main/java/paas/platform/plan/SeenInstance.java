package paas.platform.plan;

import paas.platform.formation.Slot;
import paas.platform.release.ReleaseVersion;

/** One container as observed; {@code id} names one incarnation. */
public record SeenInstance(
    String id, Slot slot, ReleaseVersion version, long epoch, Health health) {
  public SeenInstance with(Health other) {
    return new SeenInstance(id, slot, version, epoch, other);
  }

  public boolean up() {
    return health instanceof Health.Up;
  }

  boolean booting() {
    return health instanceof Health.Booting;
  }

  boolean failed() {
    return health instanceof Health.Failed;
  }

  /** Whether it is in its slot: one that leaves, or is dead, keeps no other from it. */
  boolean holdsSlot() {
    return switch (health) {
      case Health.Booting b -> true;
      case Health.Up u -> true;
      case Health.Failed failure -> !failure.vacated();
      case Health.Stopping s -> false;
    };
  }

  /** Whether it takes up memory and is not on its way out. */
  boolean present() {
    return up() || booting();
  }

  boolean isOf(ReleaseVersion release, long begun) {
    return version.equals(release) && epoch == begun;
  }

  boolean stopping() {
    return health instanceof Health.Stopping;
  }
}
