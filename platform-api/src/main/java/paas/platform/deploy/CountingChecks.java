package paas.platform.deploy;

import java.util.Optional;
import java.util.TreeMap;
import paas.platform.health.HealthOverride;
import paas.platform.health.HealthPlan;
import paas.platform.release.ProcessType;
import paas.platform.release.Slug;

/** Tells people which health checks count for a process type of what was built. */
public final class CountingChecks {
  private final DeploySettings settings;

  CountingChecks(DeploySettings settings) {
    this.settings = settings;
  }

  /** Those of the platform where nothing was built yet; {@code routed}: requests are led to it. */
  public HealthPlan of(
      ProcessType type, boolean routed, Optional<Slug> slug, HealthOverride owner) {
    return new HealthPlans(settings.readiness(), HealthPlans::manifest)
        .of(type, routed, slug.map(HealthPlans::manifest).orElseGet(TreeMap::new), owner);
  }
}
