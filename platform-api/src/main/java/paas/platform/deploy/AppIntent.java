package paas.platform.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.app.App;
import paas.platform.app.DomainName;
import paas.platform.app.edge.Edge;
import paas.platform.app.edge.Mount;
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
    Map<ProcessType, HealthOverride> checks,
    boolean sleeps,
    Edge edge,
    List<Mount> mounts) {

  /**
   * The intent as the loop is to follow it: a sleeping app has one web instance while a release
   * rolls out, or none would be seen to come up.
   *
   * @param sleeps whether the app's web process is woken by requests while it has no instance
   */
  static AppIntent of(
      App app,
      List<DomainName> domains,
      Optional<Release> serving,
      Optional<Release> pending,
      Formation formation,
      Map<ProcessType, HealthOverride> checks,
      boolean sleeps) {
    AppIntent stored =
        new AppIntent(
            app, domains, serving, pending, formation, checks, sleeps, Edge.NONE, List.of());
    return sleeps && stored.candidate().isPresent() && formation.quantity(ProcessType.WEB) == 0
        ? new AppIntent(
            app,
            domains,
            serving,
            pending,
            formation.with(ProcessType.WEB, 1),
            checks,
            true,
            Edge.NONE,
            List.of())
        : stored;
  }

  /** {@code leading} are the mounts that lead to this app. */
  AppIntent with(Edge settings, List<Mount> leading) {
    return new AppIntent(
        app, domains, serving, pending, formation, checks, sleeps, settings, leading);
  }

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
        sleeps,
        surge);
  }
}
