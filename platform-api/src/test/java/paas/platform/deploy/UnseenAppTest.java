package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import paas.platform.StillInstances;
import paas.runner.AppKey;

/** An app that is destroyed before its loop's first turn, say soon after a start. */
class UnseenAppTest {
  private final FakeIntents intents = new FakeIntents();
  private final List<AppKey> removed = new ArrayList<>();

  private final StillInstances engine =
      new StillInstances() {
        @Override
        public void removeApp(AppKey app) {
          removed.add(app);
        }
      };

  @Test
  void leavesNothingOnTheEngine() throws InterruptedException {
    World world = new World(new Luck(1), new Schedule(), () -> {});
    AppLoop loop = new AppLoop(intents.app.id(), CalmLoop.parts(intents, engine, world), () -> {});
    loop.leaving(intents.app);
    intents.destroy();
    assertEquals(Optional.empty(), loop.turn());
    assertEquals(List.of(intents.app.id().toString()), removed.stream().map(AppKey::id).toList());
  }
}
