package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import paas.platform.fault.Unavailable;
import paas.platform.formation.HostMemory;
import paas.platform.formation.Slot;
import paas.platform.health.Healthcheck;
import paas.platform.plan.Revision;
import paas.platform.release.ProcessType;
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
            (app, release) -> luck.below(4) == 0 ? Optional.of("failed") : Optional.empty(),
            new Teardown(world::removeApp, List.of()),
            slug -> slug.notes().appJson().isEmpty() ? UNCHECKED : CHECKED,
            settings(),
            new Launch(settings()),
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
    assertTrue(intents.pending().isEmpty(), () -> "pending for ever: " + intents.pending());
    assertEquals(wanted(), world.running(), "what runs");
    assertEquals(wanted().size(), world.size(), "leftovers");
    assertEquals(wantedWeb(), world.routedNames(), "routes");
  }

  void check() {
    assertTrue(world.violations.isEmpty(), () -> world.violations.toString());
    assertTrue(turns < MOST_TURNS, "turns without end");
  }

  private void event() {
    switch (luck.below(21)) {
      case 0 -> told("push", () -> intents.record(luck.below(3) == 0));
      case 1 -> told("scale web", () -> intents.scale(ProcessType.WEB, luck.below(4)));
      case 2 -> told("scale worker", () -> intents.scale(FakeIntents.WORKER, luck.below(3)));
      case 3 ->
          told("restart", () -> intents.restart(new Slot(ProcessType.WEB, 1 + luck.below(3))));
      case 4 -> told("surge", () -> intents.surge(ProcessType.WEB, surge()));
      case 5 ->
          told(
              "push with checks",
              () -> world.checked.add(intents.record(luck.below(3) == 0, CHECKS)));
      case 6 -> happens("crash", world::crashOne);
      case 7 -> happens("sickness", world::sickenOne);
      case 8 -> happens("the engine restarts", () -> world.engineRestarts(luck.below(2) == 0));
      case 9 -> happens("the platform is killed", this::restartPlatform);
      case 10 -> live(luck.below(90_000));
      case 11 -> told("sleeping", () -> intents.sleeps(luck.below(2) == 0));
      default -> live(luck.below(3_000));
    }
  }

  private Optional<Integer> surge() {
    return Optional.of(luck.below(3)).filter(surge -> surge > 0);
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
        && intents.pending().isEmpty()
        && world.size() == world.running().size()
        && world.running().equals(wanted());
  }

  Set<String> wanted() {
    Set<String> names = new HashSet<>();
    intents
        .serving()
        .ifPresent(release -> {
          for (Slot slot : Revision.of(release).slots(intents.formation())) {
            long epoch = intents.formation().epoch(slot);
            names.add(slot + " " + release.version() + " e" + epoch);
          }
        });
    return names;
  }

  private Set<String> wantedWeb() {
    Set<String> names = new HashSet<>();
    wanted().stream()
        .filter(name -> name.startsWith("web."))
        .forEach(name -> names.add(name.substring(0, name.indexOf(' '))));
    return names;
  }

  @Override
  public String toString() {
    return trace.toString();
  }

  int turns() {
    return turns;
  }
}
