package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.platform.app.AppId;
import paas.platform.formation.Slot;
import paas.platform.plan.Step;
import paas.platform.release.ProcessType;
import paas.runner.EngineRefused;

/** Containers that the engine does not stop or remove, dead or alive. */
@Timeout(60)
class RefusedRemovalTest {
  private static final int MOST_TURNS = 20_000;
  private static final Slot WEB_1 = new Slot(ProcessType.WEB, 1);

  private final List<String> lines = new ArrayList<>();
  private final Schedule schedule = new Schedule();
  private final Luck luck = new Luck(1);
  private final FakeIntents intents = new FakeIntents();
  private final World world = new World(luck, schedule, () -> {});
  private final Journal journal =
      new SilentJournal() {
        @Override
        public void platform(AppId app, String process, String text) {
          lines.add(process + ": " + text);
        }
      };
  private final AppLoop loop = CalmLoop.of(intents, world, schedule, journal);
  private int refused;

  private static EngineRefused refusal() {
    return new EngineRefused("Docker refused: it is stuck.", 500, new IllegalStateException());
  }

  @BeforeEach
  void deploy() throws InterruptedException {
    luck.calm();
    push();
  }

  private void push() throws InterruptedException {
    intents.record(false);
    turnUntil(() -> intents.pending().isEmpty());
  }

  private void crash() {
    refuseRemovals();
    world.crashOne(container -> true);
  }

  private void refuseRemovals() {
    world.removing =
        id -> {
          refused++;
          throw refusal();
        };
  }

  private void refuseStops() {
    world.stopping =
        id -> {
          refused++;
          throw refusal();
        };
  }

  private void turnUntil(BooleanSupplier done) throws InterruptedException {
    for (int turn = 0; !done.getAsBoolean(); turn++) {
      assertTrue(turn < MOST_TURNS, () -> "still running: " + world.running());
      loop.turn();
      schedule.advanceTo(schedule.passed() + 100);
    }
  }

  private void turnFor(Duration time) throws InterruptedException {
    long end = schedule.passed() + time.toMillis();
    turnUntil(() -> schedule.passed() >= end);
  }

  private List<String> shown() {
    return loop.view().stream().map(view -> view.slot() + " " + view.state()).toList();
  }

  private Settled settled() throws Exception {
    FutureTask<Settled> waiter =
        new FutureTask<>(() ->
            loop.awaitSettled(new Awaited(Set.of(ProcessType.WEB), true), Duration.ofSeconds(20)));
    Thread.startVirtualThread(waiter);
    turnUntil(waiter::isDone);
    return waiter.get();
  }

  private long told(String part) {
    return lines.stream().filter(line -> line.contains(part)).count();
  }

  @Test
  void itIsTriedAgainSeldomAndGoesInTheEnd() throws Exception {
    crash();
    turnFor(Duration.ofMinutes(1));
    assertTrue(refused >= 2 && refused <= 5, refused + " times in a minute");
    world.removing = id -> {};
    turnUntil(() -> world.size() == 1);
  }

  @Test
  void anotherServesBesideTheDeadOneWhichNobodyWaitsFor() throws Exception {
    crash();
    turnUntil(() -> world.listening("web") == 1);
    turnUntil(() -> world.routedNames().equals(Set.of("web.1")));

    assertEquals(2, world.size());
    assertEquals(List.of("web.1 up"), shown());
    assertEquals(Settled.YES, settled());
    assertEquals(1, told("web.1: Its container could not be stopped or removed"));
    turnFor(Duration.ofMinutes(11));
    assertEquals(2, world.started());
    assertEquals(1, told("Its container could not be stopped or removed"));
  }

  @Test
  void aPlatformThatFindsItAgainTellsNothingOfItAndTakesTheOtherForWhatIsWanted() throws Exception {
    crash();
    turnUntil(() -> world.listening("web") == 1);
    lines.clear();
    AppLoop next = CalmLoop.of(intents, world, schedule, journal);
    for (int turn = 0; turn < 200; turn++) {
      next.turn();
      schedule.advanceTo(schedule.passed() + 100);
    }
    assertEquals(1, world.running().size());
    assertEquals(2, world.started());
    assertEquals(Optional.empty(), next.view().getFirst().crash());
    assertEquals(0, told("crashed") + told("Restarting"));
  }

  @Test
  void whatCrashesAgainAndAgainLeavesOnlySoManyDead() throws Exception {
    refuseRemovals();
    for (int crashes = 0; crashes <= Vacancy.MOST_DEAD; crashes++) {
      turnUntil(() -> !world.running().isEmpty());
      world.crashOne(container -> true);
    }
    turnFor(Duration.ofMinutes(10));
    assertEquals(Vacancy.MOST_DEAD + 1, world.size());
    assertEquals(Set.of(), world.running());
    world.removing = id -> {};
    turnUntil(() -> world.running().size() == 1 && world.size() == 1);
  }

  @Test
  void oneThatRunsButNeverComesUpIsReplacedBesideItselfOnce() throws Exception {
    world.mute(1);
    refuseStops();
    world.crashOne(container -> true);
    turnUntil(() -> world.running("web") == 2);
    turnFor(Duration.ofMinutes(20));

    assertEquals(2, world.running("web"));
    assertEquals(3, world.started());
    world.mute(0);
    world.stopping = id -> {};
    turnUntil(() -> world.listening("web") == 1 && world.size() == 1);
  }

  @Test
  void oldOnesThatAreNotStoppedDoNotEndADeployThatGoesOneByOne() throws Exception {
    intents.scale(ProcessType.WEB, 3);
    intents.surge(ProcessType.WEB, Optional.of(1));
    turnUntil(() -> world.listening("web") == 3);
    refuseStops();
    push();

    assertEquals(2, intents.serving().orElseThrow().version().number());
    assertEquals(Settled.YES, settled());
    turnFor(Duration.ofMinutes(1));
    assertTrue(shown().contains("web.3 stopping"), () -> shown().toString());
    world.stopping = id -> {};
    turnUntil(() -> world.size() == 3);
  }

  @Test
  void oneWhoseStopWasBegunIsNotCountedOnWhenItsSlotIsWantedAgain() throws Exception {
    refuseStops();
    intents.scale(ProcessType.WEB, 0);
    turnUntil(() -> refused > 0);
    intents.scale(ProcessType.WEB, 1);
    turnUntil(() -> world.started() == 2 && world.routedNames().equals(Set.of("web.1")));

    world.stopping = id -> {};
    turnUntil(() -> world.size() == 1);
    turnUntil(() -> shown().equals(List.of("web.1 up")));
  }

  @Test
  void oneThatStoppedAndIsNotRemovedHasNotCrashed() throws Exception {
    refuseRemovals();
    intents.scale(ProcessType.WEB, 0);
    turnUntil(() -> refused > 3);

    assertEquals(0, told("crashed"));
    assertEquals(1, told("Stopping all processes"));
    assertEquals(1, told("Process exited"));
  }

  @Test
  void aSlotIsShownUntilItsNextInstanceIs() throws Exception {
    world.crashOne(container -> true);
    for (int turn = 0; world.started() == 1; turn++) {
      assertTrue(turn < MOST_TURNS, "it never comes back");
      loop.turn();
      assertEquals(1, shown().size(), "in no list");
      schedule.advanceTo(schedule.passed() + 100);
    }
  }

  @Test
  void whatAPersonTookAwayDoesNotCoolOffWhenItIsWantedAgain() throws Exception {
    crashToLongCoolOff();
    intents.scale(ProcessType.WEB, 0);
    turnFor(Duration.ofSeconds(1));
    int before = world.started();
    intents.scale(ProcessType.WEB, 1);
    loop.turn();
    assertEquals(before + 1, world.started());
  }

  @Test
  void aRestartDoesNotWaitForTheCoolOff() throws Exception {
    crashToLongCoolOff();
    int before = world.started();
    intents.restart(WEB_1);
    loop.turn();
    assertEquals(before + 1, world.started());
  }

  private void crashToLongCoolOff() throws InterruptedException {
    for (int crashes = 0; crashes < 6; crashes++) {
      turnUntil(() -> world.listening("web") == 1);
      world.crashOne(container -> true);
    }
    turnFor(Duration.ofSeconds(2));
    assertEquals(List.of("web.1 crashed"), shown());
  }

  @Test
  void thePauseGrowsToFiveMinutes() {
    Refusals refusals = new Refusals();
    Instant now = Instant.EPOCH;
    Step.Stop stop = new Step.Stop("c");
    for (int times = 0; times < 10; times++) {
      refusals.add(stop, refusal(), now);
    }
    assertTrue(refusals.postpone(stop));
    assertEquals(List.of(), refusals.due(now.plusSeconds(299)));
    assertEquals(List.of(stop), refusals.due(now.plusSeconds(300)));
    assertEquals(now.plus(Duration.ofMinutes(5)), refusals.next(now).orElseThrow());
    refusals.keepOnly(Set.of());
    assertFalse(refusals.postpone(new Step.Reap("c")));
  }
}
