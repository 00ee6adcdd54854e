package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.platform.plan.Cause;
import paas.runner.EngineRefused;

/** Workers that a path leads to and that never listen, or cannot even be started. */
@Timeout(60)
class CrashCauseTest {
  private static final long STEP = 100;

  private final Schedule schedule = new Schedule();
  private final Luck luck = new Luck(1);
  private final FakeIntents intents = new FakeIntents();
  private final World world = new World(luck, schedule, () -> {});
  private final AppLoop loop = CalmLoop.of(intents, world, schedule, new SilentJournal());

  @BeforeEach
  void deployAnAppWithoutWorkers() throws InterruptedException {
    luck.calm();
    intents.record(false);
    while (intents.serving().isEmpty()) {
      turn();
    }
    intents.lead(Optional.of(FakeIntents.WORKER));
    turn();
  }

  private void turn() throws InterruptedException {
    loop.turn();
    schedule.advanceTo(schedule.passed() + STEP);
  }

  /** Turns until the worker's state is that; the last turn has just told so. */
  private InstanceView turnUntil(String state) throws InterruptedException {
    while (worker().filter(view -> view.state().equals(state)).isEmpty()) {
      turn();
    }
    return worker().orElseThrow();
  }

  private Optional<InstanceView> worker() {
    return loop.view().stream()
        .filter(view -> view.slot().type().equals(FakeIntents.WORKER))
        .findFirst();
  }

  /** One that waits already when the method returns. */
  private FutureTask<Settled> waiter() {
    FutureTask<Settled> waiter =
        new FutureTask<>(() ->
            loop.awaitSettled(
                new Awaited(Set.of(FakeIntents.WORKER), true), Duration.ofSeconds(50)));
    Thread thread = Thread.ofPlatform().daemon().start(waiter);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return waiter;
  }

  @Test
  void aWaitEndsWithTheTurnThatFindsABootTimeoutAndEachTryTellsItAnew() throws Exception {
    world.mute(1);
    intents.scale(FakeIntents.WORKER, 1);
    Duration patience = intents.app.settings().bootTimeout();
    for (int tries = 1; tries <= 3; tries++) {
      FutureTask<Settled> waiter = waiter();
      InstanceView starting = turnUntil("starting");
      long since = schedule.passed();
      assertEquals(Optional.empty(), starting.crash());

      Cause cause = turnUntil("crashed").crash().orElseThrow();

      assertEquals(Settled.CRASHED, waiter.get(10, TimeUnit.SECONDS));
      assertEquals(Optional.of("R10"), cause.code());
      assertTrue(
          cause.message().startsWith("worker.1 did not listen on port 5000"), cause::message);
      assertTrue(schedule.passed() - since <= patience.toMillis() + 10 * STEP, "it waits on");
    }
  }

  @Test
  void theCauseIsToldWhileItsContainerIsGoneAndTheNextStartIsAwaited() throws Exception {
    world.mute(1);
    intents.scale(FakeIntents.WORKER, 1);
    Cause cause = turnUntil("crashed").crash().orElseThrow();
    while (!worker().orElseThrow().container().isEmpty()) {
      turn();
    }

    assertEquals("crashed", worker().orElseThrow().state());
    assertEquals(Optional.of(cause), worker().orElseThrow().crash());
  }

  @Test
  void whatCannotBeStartedSaysWhy() throws Exception {
    world.starting =
        spec -> {
          throw new EngineRefused(
              "its image is gone;\n build the app again", 404, new IllegalStateException());
        };
    intents.scale(FakeIntents.WORKER, 1);

    assertEquals(
        Optional.of(
            Cause.of("worker.1 could not be started: its image is gone; build the app again")),
        turnUntil("crashed").crash());
  }
}
