package paas.platform.deploy;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.formation.Capacity;
import paas.platform.formation.Companions;
import paas.platform.formation.Formation;
import paas.platform.formation.HostMemory;
import paas.platform.plan.Wanted;
import paas.platform.release.Canary;
import paas.platform.release.Percent;
import paas.platform.release.ProcessType;
import paas.platform.store.AutoscaleStore;
import paas.platform.store.CanaryStore;
import paas.platform.store.FormationStore;
import paas.platform.store.MountStore;

/**
 * What an app's canary has or would have beside its instances, and whether there is room for it.
 */
@Singleton
public final class CanaryRoom {
  private final FormationStore formations;
  private final AutoscaleStore autoscales;
  private final MountStore mounts;
  private final CanaryStore canaries;
  private final HostMemory.Gauge memory;
  private final long standard;

  CanaryRoom(
      FormationStore formations,
      AutoscaleStore autoscales,
      MountStore mounts,
      CanaryStore canaries,
      HostMemory.Gauge memory,
      DeploySettings settings) {
    this.formations = formations;
    this.autoscales = autoscales;
    this.mounts = mounts;
    this.canaries = canaries;
    this.memory = memory;
    this.standard = settings.memoryBytes() >> 20;
  }

  /** What the canary that there is has. */
  public Companions companions(AppId app) {
    return canaries
        .of(app)
        .map(Canary::percent)
        .map(percent -> companions(app, percent))
        .orElse(Companions.NONE);
  }

  private Companions companions(AppId app, Percent percent) {
    Set<ProcessType> routed = new HashSet<>(Wanted.ONLY_WEB);
    mounts.to(app).forEach(mount -> routed.add(mount.process()));
    return new Companions(routed, Optional.of(percent));
  }

  /**
   * Refuses a canary with this part of the requests, or this part for the one there is, that would
   * have no instance, or with the numbers for which the machine has no room.
   *
   * @param force even where there may be no room
   */
  public void require(AppId app, Percent percent, boolean force) {
    Formation stored = formations.of(app);
    Formation woken = woken(app, stored);
    Companions wanted = companions(app, percent);
    if (wanted.isNobody(woken)) {
      boolean stopped = wanted.routed().stream().anyMatch(type -> !woken.stopped(type).isEmpty());
      throw Rejected.invalid(
          "A canary would have no instance: it has a part of those that requests are led to, and "
              + (stopped
                  ? "these are stopped. Start them first: paas ps:start"
                  : "none of these is scaled to more than 0. Scale one first: paas ps:scale web=1"));
    }
    wanted.routed().stream()
        .filter(type -> woken.quantity(type) > 0)
        .filter(type -> woken.settings(type).surge().equals(Optional.of(0)))
        .findFirst()
        .ifPresent(type -> {
          throw Rejected.invalid(
              "A canary would stand beside "
                  + type
                  + ", whose surge is 0: none may run beside another release's. Deploy without a"
                  + " canary, or: paas ps:set "
                  + type
                  + " surge=auto");
        });
    if (!force) {
      new Capacity(memory.read(), standard)
          .requireCanary(counted(app, stored), companions(app), woken, wanted);
    }
  }

  /** What there was room for when it was last asked: beside a canary a sleeping app is awake. */
  public Formation counted(AppId app, Formation stored) {
    return canaries.of(app).isPresent() ? woken(app, stored) : stored;
  }

  private Formation woken(AppId app, Formation stored) {
    return Optional.ofNullable(autoscales.of(app).get(ProcessType.WEB))
        .map(settings -> settings.woken(ProcessType.WEB, stored))
        .orElse(stored);
  }
}
