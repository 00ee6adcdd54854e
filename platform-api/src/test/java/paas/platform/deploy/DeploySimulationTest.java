package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paas.platform.fault.Unavailable;
import paas.platform.formation.HostMemory;
import paas.platform.formation.Slot;
import paas.platform.plan.Revision;
import paas.platform.release.ProcessType;
import paas.runner.engine.EngineUnavailable;

/**
 * Planner, control loop and fakes on a virtual clock over random histories. The seed is in every
 * failure; {@code -Dseed=N} runs one history alone.
 */
class DeploySimulationTest {
  private static final int HISTORIES = Integer.getInteger("histories", 3_000);
  private static final int HEALTHY = 300;
  private static final int EVENTS = 60;
  private static final int TURNS_TO_SETTLE = 5_000;

  @Test
  void everyHistoryKeepsTheInvariantsAndConverges() throws InterruptedException {
    Optional<Integer> only = Optional.ofNullable(Integer.getInteger("seed"));
    int from = only.orElse(0);
    int to = only.map(seed -> seed + 1).orElse(HISTORIES);
    for (int seed = from; seed < to; seed++) {
      new History(seed).run();
    }
  }

  @Test
  void aHealthyDeployKeepsTheWantedCountAndNeverExceedsItsSurge() throws InterruptedException {
    for (int seed = 0; seed < HEALTHY; seed++) {
      new History(seed).healthyDeploy(1 + seed % 3, seed % 2 == 0);
    }
  }

  @Test
  void aFailingBackendOfAllNeverTakesMoreThanOneDownAtATime() throws InterruptedException {
    for (int seed = 0; seed < HEALTHY / 10; seed++) {
      new History(seed).sharedBackendIsDown();
    }
  }

  @Test
  void aDeployWhoseCheckFailsIsRefusedAndTheOldOneIsNeverTouched() throws InterruptedException {
    for (int seed = 0; seed < HEALTHY; seed++) {
      new History(seed).unhealthyDeploy();
    }
  }

  @Test
  void aDeployOfASleepingAppIsSeenToComeUpBeforeItSleepsAgain() throws InterruptedException {
    for (int seed = 0; seed < HEALTHY / 10; seed++) {
      new History(seed).deployAsleep();
    }
  }

  private static final class History {
    private static final String CHECKS =
        """
        {"healthchecks": {"web": [
          {"type": "startup", "path": "/up", "attempts": 3, "wait": 2},
          {"type": "liveness", "path": "/live", "attempts": 3, "wait": 5}],
         "worker": [{"type": "liveness", "command": ["/bin/check"], "attempts": 2, "wait": 5}]}}
        """;

    private final int seed;
    private final Random random;
    private final World world;
    private final FakeIntents intents = new FakeIntents();
    private AppLoop loop;

    History(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.world = new World(random);
      this.loop = newLoop();
    }

    private AppLoop newLoop() {
      LoopParts parts =
          new LoopParts(
              intents,
              world,
              world,
              world,
              new SilentJournal(),
              (app, release) -> random.nextInt(4) == 0 ? Optional.of("failed") : Optional.empty(),
              new Teardown(world::removeApp, List.of()),
              DeploySettings.defaults("localhost", 1),
              () -> new HostMemory(8_000, random.nextInt(8_000)),
              world,
              random,
              Runnable::run,
              world.background());
      return new AppLoop(intents.app.id(), parts, () -> {});
    }

    void run() throws InterruptedException {
      for (int i = 0; i < EVENTS; i++) {
        event();
        assertTrue(world.violations.isEmpty(), () -> "seed " + seed + ": " + world.violations);
      }
      world.calm();
      settle();
      assertTrue(world.violations.isEmpty(), () -> "seed " + seed + ": " + world.violations);
      assertEquals(wanted(), world.running(), () -> "seed " + seed + ": what runs");
      assertEquals(wanted().size(), world.size(), () -> "seed " + seed + ": leftovers");
      assertEquals(wantedWeb(), world.routedNames(), () -> "seed " + seed + ": routes");
    }

    /** From three instances to three others, or a restart of all three. */
    void healthyDeploy(int surge, boolean restart) throws InterruptedException {
      world.calm();
      intents.scale(ProcessType.WEB, 3);
      intents.surge(ProcessType.WEB, Optional.of(surge));
      intents.record(false);
      settle();
      if (restart) {
        for (int ordinal = 1; ordinal <= 3; ordinal++) {
          intents.restart(new Slot(ProcessType.WEB, ordinal));
        }
      } else {
        intents.record(false);
      }
      while (intents.pending().isPresent() || !world.running().equals(wanted())) {
        loop.turn();
        assertTrue(world.listening("web") >= 3, () -> "seed " + seed + ": too few are up");
        assertTrue(
            world.running("web") <= 3 + surge, () -> "seed " + seed + ": more than the surge");
        assertTrue(world.violations.isEmpty(), () -> "seed " + seed + ": " + world.violations);
        world.runSomethingInBackground();
        world.advance(Duration.ofMillis(200));
      }
    }

    /** All answer their liveness check badly, and so do those that are started instead. */
    void sharedBackendIsDown() throws InterruptedException {
      world.calm();
      intents.scale(ProcessType.WEB, 3);
      intents.record(false, CHECKS);
      settle();
      int restarts = world.started();
      for (int i = 0; i < 3_000; i++) {
        world.sicken("web");
        loop.turn();
        assertTrue(world.running("web") >= 2, () -> "seed " + seed + ": more than one was down");
        assertTrue(world.violations.isEmpty(), () -> "seed " + seed + ": " + world.violations);
        world.runSomethingInBackground();
        world.advance(Duration.ofMillis(200));
      }
      assertTrue(world.started() > restarts, () -> "seed " + seed + ": nobody was restarted");
    }

    void unhealthyDeploy() throws InterruptedException {
      world.calm();
      intents.scale(ProcessType.WEB, 2);
      intents.record(false);
      settle();
      Set<String> before = world.running();
      intents.record(false, CHECKS);
      while (intents.pending().isPresent()) {
        world.sickenRelease(2);
        loop.turn();
        assertTrue(world.running().containsAll(before), () -> "seed " + seed + ": touched");
        world.runSomethingInBackground();
        world.advance(Duration.ofMillis(200));
      }
      settle();
      assertEquals(before, world.running(), () -> "seed " + seed);
      assertTrue(world.violations.isEmpty(), () -> "seed " + seed + ": " + world.violations);
    }

    void deployAsleep() throws InterruptedException {
      world.calm();
      intents.sleeps(true);
      intents.scale(ProcessType.WEB, 0);
      intents.record(false);
      settle();
      assertEquals(1, world.started(), () -> "seed " + seed);
      assertEquals(Set.of(), world.running(), () -> "seed " + seed);
      intents.record(false, CHECKS);
      while (intents.pending().isPresent()) {
        world.sickenRelease(2);
        loop.turn();
        world.runSomethingInBackground();
        world.advance(Duration.ofMillis(200));
      }
      settle();
      assertEquals(1, intents.serving().orElseThrow().version().number(), () -> "seed " + seed);
      assertEquals(Set.of(), world.running(), () -> "seed " + seed);
    }

    private void event() throws InterruptedException {
      switch (random.nextInt(19)) {
        case 15, 16 -> world.checked.add(intents.record(random.nextInt(3) == 0, CHECKS));
        case 17 -> world.sickenOne();
        case 18 -> intents.sleeps(random.nextBoolean());
        case 14 ->
            intents.surge(
                ProcessType.WEB, Optional.of(random.nextInt(3)).filter(surge -> surge > 0));
        case 0 -> intents.record(random.nextInt(3) == 0);
        case 1 -> intents.scale(ProcessType.WEB, random.nextInt(4));
        case 2 -> intents.scale(FakeIntents.WORKER, random.nextInt(3));
        case 3 -> intents.restart(new Slot(ProcessType.WEB, 1 + random.nextInt(3)));
        case 4 -> world.crashOne();
        case 5 -> world.advance(Duration.ofSeconds(random.nextInt(90)));
        case 6 -> restartPlatform();
        case 7, 8 -> world.runSomethingInBackground();
        default -> {
          world.advance(Duration.ofMillis(random.nextInt(3_000)));
          turn();
        }
      }
    }

    private void restartPlatform() {
      world.forgetBackground();
      loop = newLoop();
    }

    private void turn() throws InterruptedException {
      try {
        loop.turn();
      } catch (EngineUnavailable | Unavailable e) {
        world.advance(Duration.ofSeconds(1));
      }
    }

    /** Until nothing is pending and two turns in a row had nothing to do. */
    private void settle() throws InterruptedException {
      for (int i = 0; i < TURNS_TO_SETTLE; i++) {
        Duration rest = loop.turn().orElseThrow();
        world.runSomethingInBackground();
        boolean quiet =
            rest.compareTo(Duration.ofSeconds(19)) > 0 && world.size() == wanted().size();
        if (quiet && intents.pending().isEmpty() && world.running().equals(wanted())) {
          return;
        }
        world.advance(rest.compareTo(Duration.ofMillis(100)) < 0 ? Duration.ofMillis(100) : rest);
      }
    }

    private Set<String> wanted() {
      Set<String> names = new HashSet<>();
      intents
          .serving()
          .ifPresent(release -> {
            for (Slot slot : Revision.of(release).slots(intents.formation())) {
              names.add(
                  slot
                      + " v"
                      + release.version().number()
                      + " e"
                      + intents.formation().epoch(slot));
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
  }
}
