package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import paas.platform.plan.Step;
import paas.runner.EngineRefused;

/** A container that crashed, and that the engine does not remove. */
class RefusedRemovalTest {
  private static final int MOST_TURNS = 10_000;

  private final Schedule schedule = new Schedule();
  private final Luck luck = new Luck(1);
  private final FakeIntents intents = new FakeIntents();
  private final World world = new World(luck, schedule, () -> {});
  private final AppLoop loop = CalmLoop.of(intents, world, schedule, new SilentJournal());
  private int refused;

  private static EngineRefused refusal() {
    return new EngineRefused("Docker refused: it is stuck.", 500, new IllegalStateException());
  }

  @BeforeEach
  void crash() throws InterruptedException {
    luck.calm();
    intents.record(false);
    turnUntil(() -> intents.pending().isEmpty());
    world.removing =
        id -> {
          refused++;
          throw refusal();
        };
    world.crashOne(container -> true);
  }

  private void turnUntil(BooleanSupplier done) throws InterruptedException {
    for (int turn = 0; !done.getAsBoolean(); turn++) {
      assertTrue(turn < MOST_TURNS, () -> "still running: " + world.running());
      loop.turn();
      schedule.advanceTo(schedule.passed() + 100);
    }
  }

  @Test
  void itIsTriedAgainSeldomAndGoesInTheEnd() throws Exception {
    long minute = schedule.passed() + 60_000;
    turnUntil(() -> schedule.passed() >= minute);
    assertTrue(refused >= 2 && refused <= 5, refused + " times in a minute");
    world.removing = id -> {};
    turnUntil(() -> world.size() == 1);
  }

  @Test
  void thePauseGrowsToFiveMinutes() {
    Refusals refusals = new Refusals();
    Instant now = Instant.EPOCH;
    for (int times = 0; times < 10; times++) {
      refusals.add("c", refusal(), now);
    }
    assertTrue(refusals.postpone(new Step.Stop("c"), now.plusSeconds(299)));
    assertEquals(now.plus(Duration.ofMinutes(5)), refusals.next(now).orElseThrow());
    refusals.keepOnly(Set.of());
    assertTrue(!refusals.postpone(new Step.Reap("c"), now));
  }
}
