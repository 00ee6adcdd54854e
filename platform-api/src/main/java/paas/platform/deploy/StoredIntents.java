package paas.platform.deploy;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.Domain;
import paas.platform.release.Canary;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.store.AppStore;
import paas.platform.store.Arrivals;
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
  private final Arrivals arrivals;
  private final FormationStore formations;
  private final HealthStore checks;
  private final AutoscaleStore autoscales;
  private final EdgeStore edges;
  private final MountStore mounts;
  private final CanaryStore canaries;
  private final Outcomes outcomes;
  private final Journal journal;
  private final Consumer<Release> live;
  private final InstantSource clock;

  /** {@code live} is told of each release that went live, and is to return at once. */
  StoredIntents(
      AppStore apps,
      DomainStore domains,
      ReleaseStore releases,
      Arrivals arrivals,
      FormationStore formations,
      HealthStore checks,
      AutoscaleStore autoscales,
      EdgeStore edges,
      MountStore mounts,
      CanaryStore canaries,
      Outcomes outcomes,
      Journal journal,
      Consumer<Release> live,
      InstantSource clock) {
    this.apps = apps;
    this.domains = domains;
    this.releases = releases;
    this.arrivals = arrivals;
    this.formations = formations;
    this.checks = checks;
    this.autoscales = autoscales;
    this.edges = edges;
    this.mounts = mounts;
    this.canaries = canaries;
    this.outcomes = outcomes;
    this.journal = journal;
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
                    autoscales.sleep(id))
                .with(edges.of(id), mounts.to(id))
                .with(canary));
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
    boolean stored =
        status instanceof ReleaseStatus.Succeeded
            ? wentLive(release)
            : releases.status(release.id(), status, clock.instant());
    if (!status.pending()) {
      outcomes.settled(release.id(), Outcome.of(stored ? status : now(release)));
    }
    return stored;
  }

  private boolean wentLive(Release release) {
    Arrivals.Arrival arrival = arrivals.live(release, clock.instant());
    arrival
        .woke()
        .ifPresent(settings ->
            journal.event(
                release.app(),
                "Autoscaled web from 0 to %d: %s is live; %s"
                    .formatted(settings.awake(), release.version(), settings.sleepsAgain())));
    if (arrival.stored()) {
      live.accept(release);
    }
    return arrival.stored();
  }

  /** What somebody else, such as who aborted it, stored before. */
  private ReleaseStatus now(Release release) {
    return releases.find(release.id()).map(Release::status).orElse(release.status());
  }
}
