package paas.platform.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import paas.platform.app.AppId;
import paas.platform.deploy.vitals.Asker;
import paas.platform.deploy.vitals.Patient;
import paas.platform.fault.Unavailable;
import paas.platform.health.Answer;
import paas.platform.health.Ask;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.Route;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.InstanceSpec;
import paas.runner.Instances;
import paas.runner.Listener;
import paas.runner.engine.EngineUnavailable;

/**
 * A small world on a virtual clock: an engine whose containers boot, crash and stop as the seed
 * says, whose news come late, twice or never, and a router that remembers what it was told. It
 * checks the invariants on every call.
 */
final class World implements Instances, Asker, Traffic {
  private static final Answer.Probe PROBE = new Answer.Probe("ask", "by seed", "", Duration.ZERO);
  private static final Answer WELL = new Answer.Well(PROBE);
  private static final Answer ILL = new Answer.Ill(PROBE);
  private static final Answer SILENT = new Answer.Silent(PROBE);
  private static final Answer UNASKED = new Answer.Unasked(PROBE);

  private final Luck luck;
  private final Schedule schedule;
  private final Runnable wake;
  private final Map<String, Simulated> containers = new LinkedHashMap<>();
  private LastTable table = LastTable.NONE;
  private long muted;
  private int counter;
  private int underWay;
  private Instant engineIsBack = Instant.MIN;

  /** The releases that bring a startup check. */
  final Set<Long> checked = new HashSet<>();

  final List<String> violations = new ArrayList<>();

  /** What happens while a table is on its way. */
  Runnable meanwhile = () -> {};

  /** What happens before each start, stop and removal of a container. */
  Consumer<InstanceSpec> starting = spec -> {};

  Consumer<InstanceId> stopping = id -> {};
  Consumer<InstanceId> removing = id -> {};

  /** Hears of each table that the router has got. */
  Consumer<LastTable> told = table -> {};

  /** {@code wake} is called at the news that the loop hears. */
  World(Luck luck, Schedule schedule, Runnable wake) {
    this.luck = luck;
    this.schedule = schedule;
    this.wake = wake;
  }

  /** Something changed: the loop hears of it at once, late, twice or not at all. */
  void news() {
    if (luck.strikes(8)) {
      return;
    }
    schedule.after(luck.strikes(4) ? luck.upTo(20_000) : Duration.ZERO, wake);
    if (luck.strikes(8)) {
      schedule.after(luck.upTo(5_000), wake);
    }
  }

  @Override
  public void ask(
      Patient patient, Ask ask, Duration timeout, Duration after, Consumer<Answer> told) {
    Duration takes = luck.strikes(10) ? timeout : luck.upTo(50);
    schedule.after(after.plus(takes), () -> told.accept(answer(patient.id(), ask)));
  }

  private Answer answer(InstanceId id, Ask ask) {
    Simulated there = containers.get(id.value());
    if (there == null || !there.runs() || luck.strikes(30)) {
      return UNASKED;
    }
    return switch (ask) {
      case Ask.Uptime(var atLeast) -> now().isBefore(there.since.plus(atLeast)) ? SILENT : WELL;
      case Ask.Port p -> there.listens(now()) ? WELL : SILENT;
      case Ask.Http h -> page(there);
      case Ask.Line l -> page(there);
      case Ask.Program p -> page(there);
    };
  }

  private Answer page(Simulated container) {
    if (!container.listens(now())) {
      return SILENT;
    }
    return container.sick || now().isBefore(container.wellAt) ? ILL : WELL;
  }

  private Instant now() {
    return schedule.instant();
  }

  /** Something that all of a type depend on is gone: those that are up are not well any more. */
  void sicken(String type) {
    for (Simulated container : containers.values()) {
      if (container.spec.type().equals(type) && now().isAfter(container.wellAt.plusSeconds(3))) {
        container.sick = true;
      }
    }
  }

  void sickenRelease(long release) {
    for (Simulated container : containers.values()) {
      container.sick |= container.spec.release() == release;
    }
  }

  /** No instance of this release will ever listen. */
  void mute(long release) {
    muted = release;
  }

  void sickenOne() {
    one(container -> true).ifPresent(container -> container.sick = true);
  }

  void crashOne(Predicate<Simulated> which) {
    one(container -> container.runs() && which.test(container))
        .ifPresent(container -> {
          container.exit(1, now());
          news();
        });
  }

  private Optional<Simulated> one(Predicate<Simulated> which) {
    List<Simulated> some = containers.values().stream().filter(which).toList();
    return some.isEmpty() ? Optional.empty() : Optional.of(some.get(luck.below(some.size())));
  }

  /** The engine goes away for a while; without live-restore so do all containers. */
  void engineRestarts(boolean liveRestore) {
    engineIsBack = now().plus(luck.upTo(8_000));
    if (!liveRestore) {
      containers.values().stream().filter(Simulated::runs).forEach(c -> c.exit(137, now()));
    }
    news();
  }

  /** For what goes on after a turn: drains, stops, release phases. */
  Executor background() {
    return task -> {
      underWay++;
      Duration takes = luck.isCalm() ? Duration.ZERO : luck.upTo(luck.strikes(6) ? 30_000 : 2_000);
      schedule.after(
          takes,
          () -> {
            underWay--;
            task.run();
          });
    };
  }

  /** The platform was killed: what it had under way is gone, and what runs is adopted. */
  void platformRestarts() {
    schedule.forget();
    underWay = 0;
    containers.values().forEach(container -> container.adopted = true);
    removeLeftovers();
  }

  /** The engine is asked something: it may be away, and the platform may die on the way. */
  private void reach() {
    luck.point();
    if (luck.strikes(20) || (!luck.isCalm() && now().isBefore(engineIsBack))) {
      throw new EngineUnavailable("the seed says so");
    }
  }

  @Override
  public List<Instance> list() {
    reach();
    List<Instance> all = new ArrayList<>(containers.size());
    for (Simulated container : containers.values()) {
      all.add(container.view());
    }
    return all;
  }

  /** There is but one app. */
  @Override
  public List<Instance> list(String app) {
    return list();
  }

  @Override
  public Optional<Instance> find(InstanceId id) {
    reach();
    return Optional.ofNullable(containers.get(id.value())).map(Simulated::view);
  }

  @Override
  public Instance start(InstanceSpec spec) {
    reach();
    starting.accept(spec);
    if (underWay == 0 && containers.values().stream().anyMatch(c -> c.runsAs(spec))) {
      violations.add("started twice: " + spec);
    }
    counter++;
    boolean mute = spec.release() == muted;
    Instant listensAt = now().plus(mute ? Duration.ofHours(1) : unlessNever(5_000));
    Simulated container = new Simulated(counter, spec, listensAt, listensAt.plus(warmUp()));
    containers.put(container.id.value(), container);
    luck.point();
    container.begin(now());
    news();
    luck.point();
    if (luck.strikes(50)) {
      throw new EngineUnavailable("it started, and its answer was lost");
    }
    return container.view();
  }

  /** From listening to being well, for what is checked by more than its port. */
  private Duration warmUp() {
    return unlessNever(4_000);
  }

  private Duration unlessNever(int millis) {
    return luck.strikes(10) ? Duration.ofHours(1) : luck.upTo(millis);
  }

  @Override
  public boolean stop(InstanceId id, Duration grace) {
    reach();
    Simulated container = containers.get(id.value());
    if (container != null && container.runs()) {
      stopping.accept(id);
      if (container.listens(now())
          && table.endpoints().stream().anyMatch(e -> e.id().equals(id.value()))) {
        violations.add("stopped while routed to: " + container.spec);
      }
      container.exit(143, now());
      news();
      luck.point();
    }
    return false;
  }

  @Override
  public void remove(InstanceId id) {
    reach();
    removing.accept(id);
    containers.remove(id.value());
    news();
    luck.point();
  }

  @Override
  public void publish(AppId app, List<Route> wanted) {
    luck.point();
    if (luck.strikes(30)) {
      meanwhile.run();
    }
    if (luck.strikes(20)) {
      throw new Unavailable("the seed says so");
    }
    table = LastTable.of(wanted);
    table.endpoints().forEach(this::check);
    told.accept(table);
    luck.point();
    if (luck.strikes(40)) {
      throw new Unavailable("it was taken, and the acknowledgement was lost");
    }
  }

  /** Percent of the requests for web that a canary gets. */
  int share() {
    return table.share();
  }

  private void check(Endpoint endpoint) {
    Simulated container = containers.get(endpoint.id());
    if (container == null) {
      return;
    }
    if (now().isBefore(container.listensAt)) {
      violations.add("routed to before it was up: " + container.spec);
    }
    if (!container.adopted
        && container.spec.type().equals("web")
        && checked.contains(container.spec.release())
        && now().isBefore(container.wellAt)) {
      violations.add("routed to before its check was passed: " + container.spec);
    }
  }

  @Override
  public boolean awaitDrained(Endpoint endpoint, Patience patience) {
    return true;
  }

  /** How many instances of a type could answer now. */
  long listening(String type) {
    return count(c -> c.spec.type().equals(type) && c.listens(now()));
  }

  /** How many of a type have run for so long. */
  long running(String type, Duration atLeast) {
    return count(
        c -> c.spec.type().equals(type) && c.runs() && !now().isBefore(c.since.plus(atLeast)));
  }

  /** How many of a type take up memory. */
  long running(String type) {
    return count(c -> c.spec.type().equals(type) && c.runs());
  }

  private long count(Predicate<Simulated> which) {
    return containers.values().stream().filter(which).count();
  }

  @Override
  public void resume(InstanceId id) {}

  /** Names, releases and epochs of what runs. */
  Set<String> running() {
    Set<String> names = new HashSet<>();
    containers.values().stream().filter(Simulated::runs).forEach(c -> names.add(c.title()));
    return names;
  }

  int size() {
    return containers.size();
  }

  int started() {
    return counter;
  }

  /** Names of the instances that requests go to. */
  Set<String> routedNames() {
    return table.names();
  }

  /** Where the router leads the requests for each place. */
  Map<String, Set<String>> places() {
    return table.places();
  }

  @Override
  public List<Listener> listeners(InstanceId id) {
    return List.of();
  }

  @Override
  public Optional<Path> logPath(InstanceId id) {
    return Optional.empty();
  }

  @Override
  public Watch watch(Consumer<News> changed) {
    return () -> {};
  }

  @Override
  public List<AppKey> presentApps() {
    return containers.values().stream().map(c -> c.spec.app()).distinct().toList();
  }

  @Override
  public void removeApp(AppKey app) {
    containers.clear();
  }

  @Override
  public int removeLeftovers() {
    int before = containers.size();
    containers.values().removeIf(Simulated::neverRan);
    return before - containers.size();
  }
}
