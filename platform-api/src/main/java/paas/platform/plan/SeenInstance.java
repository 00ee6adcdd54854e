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

  /** Whether it takes up memory and is not on its way out. */
  boolean present() {
    return up() || booting();
  }

  boolean stopping() {
    return health instanceof Health.Stopping;
  }
}
