package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import paas.platform.app.DomainName;
import paas.platform.deploy.scratch.Excesses;
import paas.platform.fault.Unavailable;
import paas.platform.formation.Formation;
import paas.platform.formation.HostMemory;
import paas.platform.formation.Slot;
import paas.platform.health.Healthcheck;
import paas.platform.plan.Revision;
import paas.platform.release.Canary;
import paas.platform.release.ProcessType;
import paas.runner.InstanceId;
import paas.runner.engine.EngineUnavailable;

/**
 * What befalls one app in the order that one seed says: its loop is turned as {@link LoopThread}
 * turns it, at news, when its rest is over and again after a failure, and is killed between steps.
 */
final class History {
  static final String CHECKS =
      """
      {"healthchecks": {"web": [
        {"type": "startup", "path": "/up", "attempts": 3, "wait": 2},
        {"type": "liveness", "path": "/live", "attempts": 3, "wait": 5}],
       "worker": [{"type": "liveness", "command": ["/bin/check"], "attempts": 2, "wait": 5}]}}
      """;

  private static final SortedMap<ProcessType, List<Healthcheck>> CHECKED =
      HealthPlans.manifest(FakeIntents.slug(new TreeMap<>(), CHECKS));
  private static final SortedMap<ProcessType, List<Healthcheck>> UNCHECKED =
      Collections.emptySortedMap();

  private static final List<DomainName> DOMAINS =
      List.of(new DomainName("one.example"), new DomainName("two.example"));

  private static final int EVENTS = 60;

  /** More than this, and the loop turns without end. */
  private static final int MOST_TURNS = 5_000;

  /** In milliseconds; a slot that crashed again and again waits for minutes. */
  private static final long MOST_TO_SETTLE = 3_600_000;

  private static final long AFTER_FAILURE = 1_000;

  final Luck luck;
  final Schedule schedule = new Schedule();
  final World world;
  final FakeIntents intents;
  private final Trace trace;
  private AppLoop loop;
  private long nextTurn;
  private boolean woken;
  private int turns;

  History(long seed, boolean traced) {
    this.luck = new Luck(seed);
    this.trace = new Trace(traced, schedule);
    this.intents = new FakeIntents(luck::point);
    this.world = new World(luck, schedule, () -> woken = true);
    world.meanwhile = this::changeDomains;
    world.told = this::checkTable;
    this.loop = newLoop();
  }

  private AppLoop newLoop() {
    LoopParts parts =
        new LoopParts(
            intents,
            world,
            world,
            world,
            trace,
            (app, release, recall) -> luck.below(4) == 0 ? Optional.of("failed") : Optional.empty(),
            new Teardown(world::removeApp, List.of()),
            slug -> slug.notes().appJson().isEmpty() ? UNCHECKED : CHECKED,
            settings(),
            new Launch(settings()),
            new Excesses(),
            () -> new HostMemory(8_000, luck.below(8_000)),
            schedule,
            luck.random(),
            Runnable::run,
            world.background());
    return new AppLoop(intents.app.id(), parts, world::news);
  }

  /** A turn that was not woken and finds an instance still booting says nothing: few of them. */
  private static DeploySettings settings() {
    DeploySettings usual = DeploySettings.defaults("localhost", 1);
    return new DeploySettings(
        usual.domain(),
        usual.port(),
        usual.readiness(),
        Duration.ofSeconds(2),
        usual.lookEvery(),
        usual.drain(),
        usual.heldUp(),
        usual.publishDeadline(),
        usual.releasePhase(),
        usual.memoryBytes(),
        usual.cpus(),
        usual.pids());
  }

  /** Everything that may happen; then nothing more, until all is as it should be. */
  void run() {
    for (int i = 0; i < EVENTS; i++) {
      event();
      check();
    }
    luck.calm();
    settle();
    check();
    assertTrue(isDecided(), () -> "pending for ever: " + intents.pending());
    assertEquals(wanted(), world.running(), "what runs");
    assertEquals(wanted().size(), world.size(), "leftovers");
    assertEquals(wantedPlaces(), world.places(), "routes");
  }

  /** Nothing is pending, but for a canary that gets its part. */
  private boolean isDecided() {
    return intents.pending().isEmpty()
        || intents
            .canary()
            .filter(canary -> canary.stage() == Canary.Stage.SERVING)
            .filter(canary -> intents.pending().get().id().equals(canary.release()))
            .isPresent();
  }

  void check() {
    assertTrue(world.violations.isEmpty(), () -> world.violations.toString());
    assertTrue(turns < MOST_TURNS, "turns without end");
  }

  private void event() {
    switch (luck.below(29)) {
      case 0 -> told("push", () -> push(""));
      case 1 -> told("scale web", () -> intents.scale(ProcessType.WEB, luck.below(4)));
      case 2 -> told("scale worker", () -> intents.scale(FakeIntents.WORKER, luck.below(3)));
      case 3 ->
          told("restart", () -> intents.restart(new Slot(ProcessType.WEB, 1 + luck.below(3))));
      case 4 -> told("surge", () -> intents.surge(ProcessType.WEB, surge()));
      case 5 -> told("push with checks", () -> push(CHECKS).ifPresent(world.checked::add));
      case 6 -> happens("crash", () -> world.crashOne(container -> true));
      case 7 -> happens("sickness", world::sickenOne);
      case 8 -> happens("the engine restarts", () -> world.engineRestarts(luck.below(2) == 0));
      case 9 -> happens("the platform is killed", this::restartPlatform);
      case 10 -> live(luck.below(90_000));
      case 11 -> told("sleeping", () -> intents.sleeps(luck.below(2) == 0));
      case 12 -> told("canary", () -> intents.recordCanary(luck.below(3) == 0, 1 + luck.below(99)));
      case 13 -> told("weigh", () -> intents.weigh(1 + luck.below(99)));
      case 14 -> told("promote", intents::promote);
      case 15 -> told("abort", intents::abort);
      case 16 -> told("route workers", this::routeWorkers);
      case 17 -> changeDomains();
      case 18 -> told("route a path to web", () -> intents.lead(Optional.of(ProcessType.WEB)));
      default -> live(luck.below(3_000));
    }
  }

  /** Refused while a canary is tried. */
  private Optional<Long> push(String appJson) {
    boolean phase = luck.below(3) == 0;
    return intents.canary().filter(canary -> !canary.isPromoted()).isPresent()
        ? Optional.empty()
        : Optional.of(intents.record(phase, appJson));
  }

  /** Refused while one of them does not listen. */
  private void routeWorkers() {
    if (intents.routesWorkers()) {
      intents.lead(Optional.empty());
    } else if (world.listening("worker") == world.running("worker")) {
      intents.lead(Optional.of(FakeIntents.WORKER));
    }
  }

  private void changeDomains() {
    told("domains", () -> intents.toggle(DOMAINS.get(luck.below(DOMAINS.size()))));
  }

  /** No table leads what was removed to anybody, once the loop has read that it was. */
  private void checkTable(LastTable table) {
    Map<String, ProcessType> known = intents.placesActedOn();
    if (!table.leadsTo(known)) {
      world.violations.add("a stale table, " + table.places() + " and not " + known);
    }
  }

  private Optional<Integer> surge() {
    return Optional.of(luck.below(4) - 1).filter(surge -> surge >= 0);
  }

  /** A command stores its intent and wakes the loop, unless the platform is killed first. */
  private void told(String what, Runnable command) {
    happens(what, command);
    world.news();
  }

  private void happens(String what, Runnable event) {
    trace.note(() -> what);
    event.run();
  }

  private void restartPlatform() {
    world.platformRestarts();
    loop = newLoop();
    nextTurn = schedule.passed();
  }

  /** So long, with all that is due in it. */
  void live(long millis) {
    long end = schedule.passed() + millis;
    while (Math.min(schedule.next(), nextTurn) <= end && turns < MOST_TURNS) {
      step();
    }
    schedule.advanceTo(Math.max(end, schedule.passed()));
  }

  /** To the next thing that is due. */
  private void step() {
    try {
      schedule.advanceTo(Math.max(schedule.passed(), Math.min(schedule.next(), nextTurn)));
      if (woken || nextTurn <= schedule.passed()) {
        turn();
      }
    } catch (Killed e) {
      trace.note(() -> "the platform is killed between two steps");
      restartPlatform();
    }
  }

  /** One turn; returns the rest that the loop wants, none after a failure. */
  Duration turn() {
    turns++;
    woken = false;
    Duration rest = rest();
    nextTurn = schedule.passed() + (rest.isZero() ? AFTER_FAILURE : rest.toMillis());
    return rest;
  }

  private Duration rest() {
    try {
      return loop.turn().orElseThrow();
    } catch (EngineUnavailable | Unavailable e) {
      return Duration.ZERO;
    } catch (CompletionException e) {
      if (e.getCause() instanceof Killed killed) {
        throw killed;
      }
      throw e;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Until nothing is pending and all runs that should, or it is clear that this never comes. */
  void settle() {
    long end = schedule.passed() + MOST_TO_SETTLE;
    woken = true; // news of what happened last may be lost: what it led to is to be seen first
    while (schedule.passed() < end && turns < MOST_TURNS && !isSettled()) {
      step();
    }
  }

  private boolean isSettled() {
    long rest = nextTurn - schedule.passed();
    return rest > 19_000
        && !woken
        && isDecided()
        && loop.view().stream()
            .map(InstanceView::container)
            .filter(container -> !container.isEmpty())
            .noneMatch(container -> loop.isStopping(new InstanceId(container)))
        && world.size() == world.running().size()
        && world.running().equals(wanted());
  }

  Set<String> wanted() {
    Formation formation = intents.load(intents.app.id()).orElseThrow().formation();
    Set<String> names = new HashSet<>();
    intents
        .serving()
        .ifPresent(release -> {
          for (Slot slot : Revision.of(release).slots(formation)) {
            long epoch = formation.epoch(slot);
            names.add(slot + " " + release.version() + " e" + epoch);
          }
        });
    intents
        .canary()
        .ifPresent(canary -> {
          names.addAll(wanted(canary, ProcessType.WEB, formation));
          if (intents.routesWorkers()) {
            names.addAll(wanted(canary, FakeIntents.WORKER, formation));
          }
        });
    return names;
  }

  /** As large a part of the type's instances as it gets of the requests, rounded up. */
  private static Set<String> wanted(Canary canary, ProcessType type, Formation formation) {
    long all =
        formation.slots(type).stream().filter(slot -> !formation.stopped().contains(slot)).count();
    Set<String> names = new HashSet<>();
    for (int ordinal = 1; 100 * (ordinal - 1) < all * canary.percent().value(); ordinal++) {
      names.add(type + "." + (100 + ordinal) + " " + canary.version() + " e0");
    }
    return names;
  }

  private Map<String, Set<String>> wantedPlaces() {
    Set<String> names = new HashSet<>();
    wanted().forEach(name -> names.add(name.substring(0, name.indexOf(' '))));
    Map<String, Set<String>> places = new HashMap<>();
    intents
        .placesActedOn()
        .forEach((place, type) ->
            places.put(
                place,
                names.stream()
                    .filter(name -> name.startsWith(type.name() + "."))
                    .collect(Collectors.toSet())));
    return places;
  }

  @Override
  public String toString() {
    return trace.toString();
  }

  int turns() {
    return turns;
  }
}
