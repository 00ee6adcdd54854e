package paas.platform.deploy;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.Domain;
import paas.platform.autoscale.Autoscale;
import paas.platform.release.Canary;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.store.AppStore;
import paas.platform.store.AutoscaleStore;
import paas.platform.store.CanaryStore;
import paas.platform.store.DomainStore;
import paas.platform.store.EdgeStore;
import paas.platform.store.FormationStore;
import paas.platform.store.HealthStore;
import paas.platform.store.MountStore;
import paas.platform.store.ReleaseStore;

/** The intents as the store has them. */
final class StoredIntents implements Intents {
  private final AppStore apps;
  private final DomainStore domains;
  private final ReleaseStore releases;
  private final FormationStore formations;
  private final HealthStore checks;
  private final AutoscaleStore autoscales;
  private final EdgeStore edges;
  private final MountStore mounts;
  private final CanaryStore canaries;
  private final Outcomes outcomes;
  private final Consumer<Release> live;
  private final InstantSource clock;

  /** {@code live} is told of each release that went live, and is to return at once. */
  StoredIntents(
      AppStore apps,
      DomainStore domains,
      ReleaseStore releases,
      FormationStore formations,
      HealthStore checks,
      AutoscaleStore autoscales,
      EdgeStore edges,
      MountStore mounts,
      CanaryStore canaries,
      Outcomes outcomes,
      Consumer<Release> live,
      InstantSource clock) {
    this.apps = apps;
    this.domains = domains;
    this.releases = releases;
    this.formations = formations;
    this.checks = checks;
    this.autoscales = autoscales;
    this.edges = edges;
    this.mounts = mounts;
    this.canaries = canaries;
    this.outcomes = outcomes;
    this.live = live;
    this.clock = clock;
  }

  @Override
  public Optional<AppIntent> load(AppId id) {
    // Read before the releases: whatever ends it in between is seen there.
    Optional<Canary> canary = canaries.of(id);
    return apps.find(id)
        .map(app ->
            AppIntent.of(
                    app,
                    domains.of(id).stream().map(Domain::hostname).toList(),
                    releases.serving(id),
                    releases.nextPending(id),
                    formations.of(id),
                    checks.of(id),
                    sleeps(id))
                .with(edges.of(id), mounts.to(id))
                .with(canary));
  }

  private boolean sleeps(AppId app) {
    return Optional.ofNullable(autoscales.of(app).get(ProcessType.WEB))
        .filter(Autoscale::sleeps)
        .isPresent();
  }

  @Override
  public List<AppId> apps() {
    return apps.all().stream().map(App::id).toList();
  }

  @Override
  public boolean begun(Release release) {
    boolean begun = canaries.begun(release.id());
    if (begun) {
      outcomes.settled(release.id(), new Outcome.Tried());
    }
    return begun;
  }

  @Override
  public boolean mark(Release release, ReleaseStatus status) {
    boolean stored = releases.status(release.id(), status, clock.instant());
    if (stored && status instanceof ReleaseStatus.Succeeded) {
      live.accept(release);
    }
    if (!status.pending()) {
      outcomes.settled(release.id(), Outcome.of(stored ? status : now(release)));
    }
    return stored;
  }

  /** What somebody else, such as who aborted it, stored before. */
  private ReleaseStatus now(Release release) {
    return releases.find(release.id()).map(Release::status).orElse(release.status());
  }
}
