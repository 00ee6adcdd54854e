package paas.platform.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.app.App;
import paas.platform.app.DomainName;
import paas.platform.formation.Formation;
import paas.platform.health.HealthOverride;
import paas.platform.plan.Revision;
import paas.platform.plan.Wanted;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;

/** The stored intent of one app, read at one moment. */
record AppIntent(
    App app,
    List<DomainName> domains,
    Optional<Release> serving,
    Optional<Release> pending,
    Formation formation,
    Map<ProcessType, HealthOverride> checks) {

  /** A pending release takes part in the plan once its release phase is behind it. */
  Optional<Release> candidate() {
    return pending.filter(release -> release.status() instanceof ReleaseStatus.Rolling);
  }

  Wanted wanted(Map<ProcessType, Integer> surge) {
    return new Wanted(
        serving.map(Revision::of),
        candidate().map(Revision::of),
        formation,
        app.settings().maintenance(),
        surge);
  }
}
