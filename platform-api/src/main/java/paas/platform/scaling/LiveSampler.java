package paas.platform.scaling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.autoscale.Autoscale;
import paas.platform.autoscale.Sample;
import paas.platform.autoscale.Situation;
import paas.platform.deploy.Deployer;
import paas.platform.deploy.InstanceView;
import paas.platform.formation.Capacity;
import paas.platform.formation.Companions;
import paas.platform.formation.Formation;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.store.AppStore;
import paas.platform.store.FormationStore;
import paas.platform.store.ReleaseStore;

/** Samples of the running platform. Confined to one thread. */
final class LiveSampler implements Sampler {
  /** Makes the capacity of this machine as it is now. */
  interface Gauge {
    Capacity read();
  }

  private final AppStore apps;
  private final FormationStore formations;
  private final ReleaseStore releases;
  private final Deployer deployer;
  private final TrafficGauge traffic;
  private final Gauge capacity;

  /** Whether a release is a canary: its app is scaled beside it. */
  private final Predicate<UUID> tried;

  /** What the canary has beside an app's instances. */
  private final Function<AppId, Companions> companions;

  /** What this round has read. */
  private Optional<Capacity> read = Optional.empty();

  LiveSampler(
      AppStore apps,
      FormationStore formations,
      ReleaseStore releases,
      Deployer deployer,
      TrafficGauge traffic,
      Gauge capacity,
      Predicate<UUID> tried,
      Function<AppId, Companions> companions) {
    this.apps = apps;
    this.formations = formations;
    this.releases = releases;
    this.deployer = deployer;
    this.traffic = traffic;
    this.capacity = capacity;
    this.tried = tried;
    this.companions = companions;
  }

  @Override
  public void begin() {
    read = Optional.empty();
  }

  @Override
  public Optional<Sample> of(
      AppId id, ProcessType type, Autoscale settings, boolean asked, Instant now) {
    return apps.find(id).map(app -> sample(app, type, settings, asked, now));
  }

  private Sample sample(App app, ProcessType type, Autoscale settings, boolean asked, Instant now) {
    Formation formation = formations.of(app.id());
    List<InstanceView> views =
        deployer.instances(app.id()).stream()
            .filter(view -> view.slot().type().equals(type) && !view.slot().isTrial())
            .toList();
    Optional<Release> pending = releases.nextPending(app.id());
    boolean canary = pending.filter(release -> tried.test(release.id())).isPresent();
    boolean deploys = pending.isPresent() && !canary;
    Standing standing = Standing.of(formation, type, views);
    return new Sample(
        now,
        formation.quantity(type),
        standing.out(),
        situation(app, deploys, standing),
        canary,
        asked,
        type.isWeb() ? traffic.of(app.id(), settings, now) : Optional.empty(),
        cpu(views),
        capacityNow().room(formation, type, canary ? companions.apply(app.id()) : Companions.NONE));
  }

  private Capacity capacityNow() {
    Capacity now = read.orElseGet(capacity::read);
    read = Optional.of(now);
    return now;
  }

  private static Situation situation(App app, boolean deploys, Standing standing) {
    if (app.settings().maintenance()) {
      return Situation.MAINTENANCE;
    }
    return deploys ? Situation.DEPLOYING : standing.situation();
  }

  /** The mean over those that were measured. */
  private static Optional<Double> cpu(List<InstanceView> views) {
    OptionalDouble mean =
        up(views).flatMap(view -> cpu(view).stream()).mapToDouble(Double::doubleValue).average();
    return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
  }

  private static Optional<Double> cpu(InstanceView view) {
    double whole = view.size().cpus().orElse(1.0);
    return view.usage().flatMap(usage -> usage.cpus()).map(cpus -> 100 * cpus / whole);
  }

  private static Stream<InstanceView> up(List<InstanceView> views) {
    return views.stream().filter(view -> view.state().equals("up"));
  }
}
