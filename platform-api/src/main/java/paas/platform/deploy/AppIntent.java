package paas.platform.deploy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import paas.platform.app.App;
import paas.platform.app.DomainName;
import paas.platform.app.edge.Edge;
import paas.platform.autoscale.Autoscale;
import paas.platform.formation.Formation;
import paas.platform.formation.Mount;
import paas.platform.formation.Slot;
import paas.platform.health.HealthOverride;
import paas.platform.plan.Revision;
import paas.platform.plan.Trial;
import paas.platform.plan.Wanted;
import paas.platform.release.Canary;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;

/**
 * The stored intent of one app, read at one moment.
 *
 * @param canary says that the pending release is to be one
 * @param sleep how its web process sleeps, and is woken by requests while it has no instance
 */
record AppIntent(
    App app,
    List<DomainName> domains,
    Optional<Release> serving,
    Optional<Release> pending,
    Optional<Canary> canary,
    Formation formation,
    Map<ProcessType, HealthOverride> checks,
    Optional<Autoscale> sleep,
    Edge edge,
    List<Mount> mounts) {
  AppIntent {
    Optional<Release> next = pending;
    canary = canary.filter(c -> next.map(Release::id).equals(Optional.of(c.release())));
  }

  /** The intent of an app with standard settings of its routes, and without a canary. */
  static AppIntent of(
      App app,
      List<DomainName> domains,
      Optional<Release> serving,
      Optional<Release> pending,
      Formation formation,
      Map<ProcessType, HealthOverride> checks,
      Optional<Autoscale> sleep) {
    return new AppIntent(
        app,
        domains,
        serving,
        pending,
        Optional.empty(),
        formation,
        checks,
        sleep,
        Edge.NONE,
        List.of());
  }

  private static boolean rolls(Release release) {
    return release.status() instanceof ReleaseStatus.Rolling;
  }

  /** {@code leading} are the mounts that lead to this app. */
  AppIntent with(Edge settings, List<Mount> leading) {
    return new AppIntent(
        app, domains, serving, pending, canary, formation, checks, sleep, settings, leading);
  }

  /**
   * The same with a canary, which counts if it is the pending release: while it is tried the app is
   * awake, or there would be nobody beside it.
   */
  AppIntent with(Optional<Canary> tried) {
    AppIntent beside = with(tried, formation);
    return beside.canary().isPresent() && rolling().isPresent()
        ? beside.with(tried, woken())
        : beside;
  }

  /** What is wanted once a sleeping app is awake; also what its candidate has. */
  Formation woken() {
    return sleep.map(settings -> settings.woken(ProcessType.WEB, formation)).orElse(formation);
  }

  private AppIntent with(Optional<Canary> tried, Formation followed) {
    return new AppIntent(
        app, domains, serving, pending, tried, followed, checks, sleep, edge, mounts);
  }

  /**
   * A pending release takes part in the plan once its release phase is behind it; a canary is to
   * replace nothing before it is promoted.
   */
  Optional<Release> candidate() {
    return rolling().filter(release -> canary.map(Canary::isPromoted).orElse(true));
  }

  /** The pending release whose release phase is behind it. */
  Optional<Release> rolling() {
    return pending.filter(AppIntent::rolls);
  }

  /** The process types that requests are led to. */
  Set<ProcessType> routed() {
    if (mounts.isEmpty()) {
      return Wanted.ONLY_WEB;
    }
    Set<ProcessType> routed = new HashSet<>(Wanted.ONLY_WEB);
    mounts.forEach(mount -> routed.add(mount.process()));
    return routed;
  }

  /** The paths of domains that lead to this process type, as people write them. */
  List<String> paths(ProcessType type) {
    return mounts.stream()
        .filter(mount -> mount.process().equals(type))
        .map(Mount::toString)
        .sorted()
        .toList();
  }

  /** Whether what runs there was live, so that it is started again after a crash. */
  boolean lasts(Slot slot, ReleaseVersion version) {
    return slot.isTrial()
        ? canary.filter(c -> !c.isStarting() && c.version().equals(version)).isPresent()
        : serving.filter(release -> release.version().equals(version)).isPresent();
  }

  Wanted wanted(Map<ProcessType, Integer> surge) {
    return new Wanted(
        serving.map(Revision::of),
        candidate().map(Revision::of),
        canary.flatMap(this::trial),
        routed(),
        formation,
        app.settings().maintenance(),
        sleep.map(Autoscale::awake).orElse(0),
        surge);
  }

  private Optional<Trial> trial(Canary tried) {
    return rolling()
        .map(release -> new Trial(Revision.of(release), tried.percent(), !tried.isStarting()));
  }
}
