package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;

/**
 * Planner, control loop and fakes on a virtual clock over random histories, on all cores. A failure
 * names its seed and shows the end of that history; {@code -Dseed=N} runs it alone.
 */
class DeploySimulationTest {
  /** At a desk half of what CI tells. */
  private static final int HISTORIES =
      Integer.getInteger("histories", System.getenv("CI") == null ? 10_000 : 20_000);

  private static final int HEALTHY = 3_000;
  private static final Duration READY = DeploySettings.defaults("localhost", 1).readiness();
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("paas.platform.deploy");

  /** Stops that the seed makes fail are warned of, by the hundred thousand. */
  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.ERROR);
  }

  @AfterAll
  static void speakAgain() {
    LOG.setLevel(null);
  }

  @Test
  void everyHistoryKeepsTheInvariantsAndConverges() {
    forEachSeed(HISTORIES, (seed, history) -> history.run());
  }

  @Test
  void aHealthyDeployKeepsTheWantedCountAndNeverExceedsItsSurge() {
    forEachSeed(HEALTHY, (seed, history) -> healthyDeploy(history, 1 + seed % 3, seed % 2 == 0));
  }

  @Test
  void aFailingBackendOfAllNeverTakesMoreThanOneDownAtATime() {
    forEachSeed(HEALTHY / 10, (seed, history) -> sharedBackendIsDown(history));
  }

  @Test
  void aDeployWhoseCheckFailsIsRefusedAndTheOldOneIsNeverTouched() {
    forEachSeed(HEALTHY, (seed, history) -> unhealthyDeploy(history));
  }

  @Test
  void aDeployOfASleepingAppIsSeenToComeUpWithoutTheOneBeforeIt() {
    forEachSeed(HEALTHY / 10, (seed, history) -> deployAsleep(history));
  }

  @Test
  void aCanaryStandsBesideAllThatServeUntilItIsPromotedOrAborted() {
    forEachSeed(HEALTHY / 3, (seed, history) -> canaryBesideThree(history, seed % 2 == 0));
  }

  @Test
  void aCanaryThatDoesNotComeUpIsRefusedAndTheOthersAreNeverTouched() {
    forEachSeed(HEALTHY / 10, (seed, history) -> unhealthyCanary(history));
  }

  @Test
  void aTurnStartsSixteenAtMostAndTheNextTheOthers() {
    History history = new History(1, false);
    history.luck.calm();
    history.intents.scale(ProcessType.WEB, 40);
    history.intents.record(false);
    history.turn();
    assertEquals(16, history.world.started());
    history.settle();
    assertEquals(40, history.world.running("web"));
  }

  @Test
  void noInstanceStartsBesideOneThatItReplacesWhereTheSurgeIsNone() {
    forEachSeed(HEALTHY / 10, (seed, history) -> stopFirst(history, seed % 2 == 0));
  }

  private interface Story {
    void tell(int seed, History history);
  }

  private static void forEachSeed(int count, Story story) {
    Optional<Integer> only = Optional.ofNullable(Integer.getInteger("seed"));
    int from = only.orElse(0);
    int to = only.map(seed -> seed + 1).orElse(count);
    IntStream.range(from, to).parallel().forEach(seed -> tell(seed, story));
  }

  /** A seed that fails is told once more, with its trace. */
  private static void tell(int seed, Story story) {
    try {
      story.tell(seed, new History(seed, false));
    } catch (RuntimeException | AssertionError e) {
      History again = new History(seed, true);
      try {
        story.tell(seed, again);
      } catch (RuntimeException | AssertionError same) {
        throw new AssertionError("seed " + seed + ": " + same.getMessage() + "\n" + again, same);
      }
      throw new AssertionError("seed " + seed + " fails only now and then", e);
    }
  }

  /** From three instances to three others, or a restart of all three. */
  static void healthyDeploy(History history, int surge, boolean restart) {
    FakeIntents intents = history.intents;
    history.luck.calm();
    intents.scale(ProcessType.WEB, 3);
    intents.scale(FakeIntents.WORKER, 2);
    intents.surge(ProcessType.WEB, Optional.of(surge));
    intents.record(false);
    history.settle();
    if (restart) {
      for (int ordinal = 1; ordinal <= 3; ordinal++) {
        intents.restart(new Slot(ProcessType.WEB, ordinal));
      }
    } else {
      intents.record(false);
    }
    while (intents.pending().isPresent() || !history.world.running().equals(history.wanted())) {
      history.turn();
      assertTrue(history.world.listening("web") >= 3, "too few are up");
      assertEquals(3, history.world.routedNames().size(), "too few are routed to");
      assertTrue(history.world.running("worker", READY) >= 2, "too few work");
      assertTrue(history.world.running("web") <= 3 + surge, "more than the surge");
      history.check();
      history.live(history.luck.below(200));
    }
  }

  /** As a database with its files in a volume wants it: a deploy that is refused brings it back. */
  static void stopFirst(History history, boolean restart) {
    FakeIntents intents = history.intents;
    history.luck.calm();
    intents.scale(ProcessType.WEB, 2);
    intents.surge(ProcessType.WEB, Optional.of(0));
    intents.record(false);
    history.settle();
    if (restart) {
      intents.restart(new Slot(ProcessType.WEB, 1));
      intents.restart(new Slot(ProcessType.WEB, 2));
      replaceAllOfWeb(history, false);
      assertEquals(Set.of("web.1 v1 e1", "web.2 v1 e1"), history.world.running());
    } else {
      intents.record(false, History.CHECKS);
      replaceAllOfWeb(history, true);
      assertEquals(Set.of("web.1 v1 e0", "web.2 v1 e0"), history.world.running());
    }
  }

  private static void replaceAllOfWeb(History history, boolean sick) {
    while (history.intents.pending().isPresent()
        || !history.world.running().equals(history.wanted())) {
      if (sick) {
        history.world.sickenRelease(2);
      }
      history.turn();
      long kinds =
          history.world.running().stream()
              .filter(name -> name.startsWith("web."))
              .map(name -> name.substring(name.indexOf(' ')))
              .distinct()
              .count();
      assertTrue(kinds <= 1, () -> "old and new at a time: " + history.world.running());
      history.check();
      history.live(history.luck.below(200));
    }
    history.settle();
  }

  /** All answer their liveness check badly, and so do those that are started instead. */
  private static void sharedBackendIsDown(History history) {
    history.luck.calm();
    history.intents.scale(ProcessType.WEB, 3);
    history.intents.record(false, History.CHECKS);
    history.settle();
    int restarts = history.world.started();
    for (int i = 0; i < 3_000; i++) {
      history.world.sicken("web");
      history.live(200);
      assertTrue(history.world.running("web") >= 2, "more than one was down");
      history.check();
    }
    assertTrue(history.world.started() > restarts, "nobody was restarted");
  }

  private static void unhealthyDeploy(History history) {
    FakeIntents intents = history.intents;
    history.luck.calm();
    intents.scale(ProcessType.WEB, 2);
    intents.record(false);
    history.settle();
    Set<String> before = history.world.running();
    intents.record(false, History.CHECKS);
    while (intents.pending().isPresent()) {
      history.world.sickenRelease(2);
      history.turn();
      assertTrue(history.world.running().containsAll(before), "touched");
      history.live(200);
    }
    history.settle();
    assertEquals(before, history.world.running());
    history.check();
  }

  /**
   * Of a sleeping app a release is seen to come up and stays up, until it is idle again; the one
   * before it is not started for that, whether the new one comes up or is refused by its checks.
   */
  static void deployAsleep(History history) {
    FakeIntents intents = history.intents;
    history.luck.calm();
    intents.sleeps(true);
    intents.scale(ProcessType.WEB, 0);
    intents.record(false);
    history.settle();
    assertEquals(Set.of("web.1 v1 e0", "web.2 v1 e0"), history.world.running(), "the first");
    fallAsleep(history);
    intents.record(false, History.CHECKS);
    deployBesideNobody(history, "v2", true);
    assertEquals(1, intents.serving().orElseThrow().version().number());
    assertEquals(Set.of(), history.world.running(), "it goes on sleeping");
    intents.record(false);
    deployBesideNobody(history, "v3", false);
    assertEquals(3, intents.serving().orElseThrow().version().number());
    assertEquals(Set.of("web.1 v3 e0", "web.2 v3 e0"), history.world.running(), "the third");
    assertEquals(Set.of("web.1", "web.2"), history.world.routedNames());
    fallAsleep(history);
  }

  private static void fallAsleep(History history) {
    history.intents.scale(ProcessType.WEB, 0);
    history.settle();
    assertEquals(Set.of(), history.world.running());
  }

  private static void deployBesideNobody(History history, String version, boolean sick) {
    while (history.intents.pending().isPresent()) {
      if (sick) {
        history.world.sickenRelease(2);
      }
      history.turn();
      for (String name : history.world.running()) {
        assertTrue(name.contains(" " + version + " "), () -> name + " beside " + version);
      }
      history.check();
      history.live(history.luck.below(200));
    }
    history.settle();
  }

  private static void canaryBesideThree(History history, boolean promoted) {
    FakeIntents intents = history.intents;
    Set<String> before = three(history);
    assertTrue(intents.recordCanary(false, 50));
    tendUntil(history, before, () -> history.world.share() == 50);
    assertEquals(5, history.world.routedNames().size());
    intents.weigh(90);
    tendUntil(history, before, () -> history.world.share() == 90);
    assertEquals(6, history.world.routedNames().size(), "three beside three");
    intents.weigh(10);
    tendUntil(history, before, () -> history.world.running("web") == 4);
    assertEquals(10, history.world.share());
    if (promoted) {
      intents.promote();
      tendUntil(history, Set.of(), () -> intents.pending().isEmpty());
      assertEquals(2, intents.serving().orElseThrow().version().number());
    } else {
      intents.abort();
    }
    history.settle();
    assertEquals(promoted ? history.wanted() : before, history.world.running());
    assertEquals(0, history.world.share());
    assertEquals(3, history.world.routedNames().size());
  }

  /** Three web instances and two workers of release 1. */
  private static Set<String> three(History history) {
    history.luck.calm();
    history.intents.scale(ProcessType.WEB, 3);
    history.intents.scale(FakeIntents.WORKER, 2);
    history.intents.record(false);
    history.settle();
    return history.world.running();
  }

  /** Whatever happens, these run, and three are routed to. */
  private static void tendUntil(History history, Set<String> standing, BooleanSupplier done) {
    for (int i = 0; !done.getAsBoolean(); i++) {
      assertTrue(i < 10_000, "it never comes");
      history.turn();
      assertTrue(history.world.running().containsAll(standing), "touched");
      assertTrue(history.world.listening("web") >= 3, "too few are up");
      assertTrue(history.world.routedNames().size() >= 3, "too few are routed to");
      history.check();
      history.live(history.luck.below(200));
    }
  }

  private static void unhealthyCanary(History history) {
    FakeIntents intents = history.intents;
    Set<String> before = three(history);
    history.world.mute(2);
    assertTrue(intents.recordCanary(false, 30));
    tendUntil(history, before, () -> intents.pending().isEmpty());
    assertEquals(Optional.empty(), intents.canary());
    history.settle();
    assertEquals(before, history.world.running());
    assertEquals(Set.of("web.1", "web.2", "web.3"), history.world.routedNames());
  }
}
