package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.runner.Instance;
import paas.runner.InstanceId;

class GoneInstancesTest {
  private static final int MOST_TURNS = 10_000;

  private final List<String> followed = new ArrayList<>();
  private final List<String> gone = new ArrayList<>();
  private final Schedule schedule = new Schedule();
  private final Luck luck = new Luck(1);
  private final FakeIntents intents = new FakeIntents();
  private final World world = new World(luck, schedule, () -> {});
  private final AppLoop loop =
      CalmLoop.of(
          intents,
          world,
          schedule,
          new SilentJournal() {
            @Override
            public void follow(Instance instance) {
              followed.add(instance.id().value());
            }

            @Override
            public void gone(AppId app, InstanceId id) {
              gone.add(id.value());
            }
          });

  @BeforeEach
  void deploy() throws InterruptedException {
    luck.calm();
    intents.record(false);
    turnUntil(() -> intents.pending().isEmpty());
  }

  private void turnUntil(BooleanSupplier done) throws InterruptedException {
    for (int turn = 0; !done.getAsBoolean(); turn++) {
      assertTrue(turn < MOST_TURNS, () -> "still running: " + world.running());
      loop.turn();
      schedule.advanceTo(schedule.passed() + 100);
    }
  }

  @Test
  void oneThatWasRemovedBehindThePlatformsBackIsSaidToBeGone() throws Exception {
    world.remove(new InstanceId(followed.getFirst()));
    turnUntil(() -> followed.size() == 2 && !world.running().isEmpty());

    assertEquals(List.of(followed.getFirst()), gone);
  }

  @Test
  void oneThatANewerReplacedIsSaidToBeGone() throws Exception {
    intents.record(false);
    turnUntil(() -> world.running().equals(Set.of("web.1 v2 e0")) && !gone.isEmpty());

    assertEquals(List.of(followed.getFirst()), gone);
  }

  @Test
  void oneThatCrashedIsSaidToBeGoneOnceItsContainerIs() throws Exception {
    world.crashOne(container -> true);
    turnUntil(() -> world.size() == 0);
    turnUntil(() -> !gone.isEmpty());

    assertEquals(List.of(followed.getFirst()), gone);
  }
}
