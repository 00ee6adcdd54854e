package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import paas.platform.Closing;
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

  private static AppLoop loop(Traffic traffic) {
    Schedule schedule = new Schedule();
    World world = new World(new Luck(1), schedule, () -> {});
    return CalmLoop.of(
        new FakeIntents(),
        world,
        schedule,
        traffic,
        new SilentJournal(),
        DeploySettings.defaults("localhost", 1),
        Runnable::run,
        world.background());
  }

  @Test
  void aTurnThatEndsInAnErrorIsNotTheLastOne() throws Exception {
    try (LoopThread thread = new LoopThread("shop", () -> {})) {
      thread.start(loop(new Overflowing()));
      assertTrue(began.await(10, TimeUnit.SECONDS));
      thread.wake();
      assertTrue(again.await(10, TimeUnit.SECONDS));
    }
  }

  /** It may be reading the embedded database's file, which an interrupt would close. */
  @Test
  void theEndDoesNotInterruptATurn() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    LoopThread thread = new LoopThread("shop", () -> {});
    Traffic closing =
        new Traffic() {
          @Override
          public void publish(AppId app, List<Route> routes) {
            interrupted.complete(Closing.interrupts(thread::close));
          }

          @Override
          public boolean awaitDrained(Endpoint endpoint, Patience patience) {
            return true;
          }
        };
    thread.start(loop(closing));
    assertFalse(interrupted.get(10, TimeUnit.SECONDS));
  }
}
