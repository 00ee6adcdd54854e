package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.Route;

class LoopThreadTest {
  private final CountDownLatch began = new CountDownLatch(1);
  private final CountDownLatch again = new CountDownLatch(1);

  /** The first table is too much for it. */
  private final class Overflowing implements Traffic {
    @Override
    public void publish(AppId app, List<Route> routes) {
      if (began.getCount() > 0) {
        began.countDown();
        throw new StackOverflowError("made by the test");
      }
      again.countDown();
    }

    @Override
    public boolean awaitDrained(Endpoint endpoint, Patience patience) {
      return true;
    }
  }

  @Test
  void aTurnThatEndsInAnErrorIsNotTheLastOne() throws Exception {
    Schedule schedule = new Schedule();
    World world = new World(new Luck(1), schedule, () -> {});
    AppLoop loop =
        CalmLoop.of(
            new FakeIntents(),
            world,
            schedule,
            new Overflowing(),
            new SilentJournal(),
            DeploySettings.defaults("localhost", 1),
            Runnable::run,
            world.background());
    try (LoopThread thread = new LoopThread("shop", () -> {})) {
      thread.start(loop);
      assertTrue(began.await(10, TimeUnit.SECONDS));
      thread.wake();
      assertTrue(again.await(10, TimeUnit.SECONDS));
    }
  }
}
