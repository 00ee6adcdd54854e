package paas.platform.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.app.DomainName;
import paas.platform.app.edge.Edge;
import paas.platform.autoscale.Autoscale;
import paas.platform.config.ConfigVars;
import paas.platform.formation.Formation;
import paas.platform.formation.Mount;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.Slot;
import paas.platform.health.HealthOverride;
import paas.platform.release.Canary;
import paas.platform.release.ImageDigest;
import paas.platform.release.Percent;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;
import paas.platform.release.SourceNotes;
import paas.router.http.PathPrefix;

/** One app's intent, in memory, with the store's rule that a final status stays. */
final class FakeIntents implements Intents {
  static final ProcessType WORKER = new ProcessType("worker");
  private static final AppSettings QUICK =
      new AppSettings(false, "", Duration.ofSeconds(15), Duration.ofSeconds(30));
  private static final Instant THEN = Instant.EPOCH;
  private static final ImageDigest IMAGE = new ImageDigest("sha256:" + "0".repeat(64));

  private static final AppId ID = new AppId(new UUID(0, 1));
  private static final Map<ProcessType, Mount> MOUNTS =
      Map.of(ProcessType.WEB, mount(ProcessType.WEB), WORKER, mount(WORKER));

  final App app = new App(ID, new AppName("shop"), new UUID(0, 2), QUICK, THEN, THEN);
  private final List<Release> releases = new ArrayList<>();
  private Formation formation =
      new Formation(new TreeMap<>(Map.of(ProcessType.WEB, 1)), Set.of(), Map.of(), Map.of());
  Map<ProcessType, HealthOverride> checks = Map.of();
  private final Runnable point;
  private boolean destroyed;
  private static final Autoscale ASLEEP_AFTER =
      new Autoscale(0, 2, Optional.empty(), Optional.of(Duration.ofMinutes(15)));

  private Optional<Autoscale> sleep = Optional.empty();
  private Optional<Canary> canary = Optional.empty();
  private List<Mount> mounts = List.of();
  private List<DomainName> domains = List.of();

  /** What was last loaded, until something changes. */
  private Optional<AppIntent> loaded = Optional.empty();

  /** What was last loaded, though it may have changed. */
  private Optional<AppIntent> actedOn = Optional.empty();

  /** Those in it, once they are asked for. */
  private Optional<Map<String, ProcessType>> places = Optional.empty();

  FakeIntents() {
    this(() -> {});
  }

  /** {@code point} is called before and after what is stored, where a kill may come. */
  FakeIntents(Runnable point) {
    this.point = point;
  }

  void record(boolean withReleasePhase) {
    record(withReleasePhase, "");
  }

  /** Returns its number. */
  long record(boolean withReleasePhase, String appJson) {
    TreeMap<ProcessType, String> processes =
        new TreeMap<>(Map.of(ProcessType.WEB, "serve", WORKER, "work"));
    if (withReleasePhase) {
      processes.put(ProcessType.RELEASE, "migrate");
    }
    ReleaseVersion version = new ReleaseVersion(releases.size() + 1);
    Slug slug = slug(processes, appJson);
    changed();
    releases.add(
        new Release(
            new UUID(1, version.number()),
            app.id(),
            version,
            Optional.of(slug),
            ConfigVars.EMPTY,
            "test",
            "me@test",
            THEN,
            new ReleaseStatus.Recorded(),
            THEN));
    return version.number();
  }

  static Slug slug(SortedMap<ProcessType, String> processes, String appJson) {
    return new Slug(IMAGE, List.of("launch"), processes, "test", "", new SourceNotes(appJson, ""));
  }

  void scale(ProcessType type, int quantity) {
    TreeMap<ProcessType, Integer> quantities = new TreeMap<>(formation.quantities());
    quantities.put(type, quantity);
    change(
        new Formation(quantities, formation.stopped(), formation.epochs(), formation.settings()));
  }

  void surge(ProcessType type, Optional<Integer> surge) {
    set(type, formation.settings(type).with(surge));
  }

  void webSocketGrace(ProcessType type, Duration grace) {
    set(type, formation.settings(type).withWebSocketGrace(grace));
  }

  private void set(ProcessType type, ProcessSettings chosen) {
    Map<ProcessType, ProcessSettings> settings = new HashMap<>(formation.settings());
    settings.put(type, chosen);
    change(
        new Formation(formation.quantities(), formation.stopped(), formation.epochs(), settings));
  }

  void restart(Slot slot) {
    Map<Slot, Long> epochs = new TreeMap<>(formation.epochs());
    epochs.merge(slot, 1L, Long::sum);
    change(
        new Formation(formation.quantities(), formation.stopped(), epochs, formation.settings()));
  }

  private void change(Formation changed) {
    formation = changed;
    changed();
  }

  private void changed() {
    loaded = Optional.empty();
  }

  /** From now on a request wakes it while it has no web instance, or no longer. */
  void sleeps(boolean wanted) {
    sleep = Optional.of(ASLEEP_AFTER).filter(settings -> wanted);
    changed();
  }

  void destroy() {
    destroyed = true;
  }

  Formation formation() {
    return formation;
  }

  @Override
  public Optional<AppIntent> load(AppId id) {
    if (destroyed) {
      return Optional.empty();
    }
    if (loaded.isEmpty()) {
      loaded = Optional.of(read());
      places = Optional.empty();
    }
    actedOn = loaded;
    return loaded;
  }

  private AppIntent read() {
    return AppIntent.of(app, domains, serving(), pending(), formation, checks, sleep)
        .with(Edge.NONE, mounts)
        .with(canary);
  }

  /**
   * All hostnames and paths as the loop last read them, and the process type that each leads to.
   */
  Map<String, ProcessType> placesActedOn() {
    if (places.isEmpty()) {
      places = Optional.of(actedOn.map(FakeIntents::places).orElse(Map.of()));
    }
    return places.get();
  }

  private static Map<String, ProcessType> places(AppIntent intent) {
    Map<String, ProcessType> places = new HashMap<>();
    places.put("shop.localhost", ProcessType.WEB);
    intent.domains().forEach(domain -> places.put(domain.value(), ProcessType.WEB));
    intent.mounts().forEach(mount -> places.put(mount.toString(), mount.process()));
    return places;
  }

  Optional<Release> serving() {
    return releases.stream()
        .filter(release -> release.status() instanceof ReleaseStatus.Succeeded)
        .max(Comparator.comparing(Release::version));
  }

  Optional<Release> pending() {
    return releases.stream().filter(release -> release.status().pending()).findFirst();
  }

  @Override
  public List<AppId> apps() {
    return List.of(app.id());
  }

  Optional<Canary> canary() {
    return canary;
  }

  /** Whether one was made: the store refuses it beside another, and before anything is live. */
  boolean recordCanary(boolean withReleasePhase, int percent) {
    if (canary.isPresent() || serving().isEmpty()) {
      return false;
    }
    long number = record(withReleasePhase, "");
    Release release = releases.getLast();
    canary =
        Optional.of(
            new Canary(
                app.id(),
                release.id(),
                new ReleaseVersion(number),
                new Percent(percent),
                Canary.Stage.STARTING));
    return true;
  }

  void weigh(int percent) {
    change(c -> new Canary(c.app(), c.release(), c.version(), new Percent(percent), c.stage()));
  }

  void promote() {
    change(c -> c.stage() == Canary.Stage.SERVING ? in(c, Canary.Stage.PROMOTED) : c);
  }

  void abort() {
    Optional<UUID> tried = canary.map(Canary::release);
    releases.stream()
        .filter(release -> tried.equals(Optional.of(release.id())))
        .findFirst()
        .ifPresent(release -> store(release, new ReleaseStatus.Failed("aborted")));
  }

  private static Canary in(Canary canary, Canary.Stage stage) {
    return new Canary(canary.app(), canary.release(), canary.version(), canary.percent(), stage);
  }

  private void change(UnaryOperator<Canary> change) {
    canary = canary.map(change);
    changed();
  }

  /** A domain is added, or removed if it is there. */
  void toggle(DomainName domain) {
    domains =
        domains.contains(domain)
            ? domains.stream().filter(other -> !other.equals(domain)).toList()
            : Stream.concat(domains.stream(), Stream.of(domain)).toList();
    changed();
  }

  /** A path leads to this process type from now on, or to none. */
  void lead(Optional<ProcessType> type) {
    mounts = type.map(MOUNTS::get).stream().toList();
    changed();
  }

  private static Mount mount(ProcessType type) {
    DomainName host = new DomainName("shop.example");
    return new Mount(new UUID(0, 3), ID, host, new PathPrefix("/work"), ID, type, THEN);
  }

  boolean routesWorkers() {
    return mounts.stream().anyMatch(mount -> mount.process().equals(WORKER));
  }

  @Override
  public boolean begun(Release release) {
    point.run();
    boolean news =
        canary.filter(c -> c.release().equals(release.id()) && c.isStarting()).isPresent();
    if (news) {
      change(c -> in(c, Canary.Stage.SERVING));
    }
    point.run();
    return news;
  }

  @Override
  public boolean mark(Release release, ReleaseStatus status) {
    point.run();
    boolean stored = store(release, status);
    point.run();
    return stored;
  }

  private boolean store(Release release, ReleaseStatus status) {
    boolean pending =
        releases.stream()
            .anyMatch(known -> known.id().equals(release.id()) && known.status().pending());
    changed();
    if (pending && status instanceof ReleaseStatus.Succeeded) {
      formation =
          sleep.map(settings -> settings.woken(ProcessType.WEB, formation)).orElse(formation);
    }
    if (!status.pending()) {
      canary = canary.filter(c -> !c.release().equals(release.id()));
    }
    releases.replaceAll(known ->
        known.id().equals(release.id()) && known.status().pending()
            ? known.in(status, THEN)
            : known);
    return pending;
  }
}
