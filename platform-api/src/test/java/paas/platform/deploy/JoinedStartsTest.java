package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.platform.app.AppId;
import paas.platform.fault.Unavailable;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.Route;

@Timeout(30)
class JoinedStartsTest {
  private final CountDownLatch published = new CountDownLatch(1);
  private final CountDownLatch mayStart = new CountDownLatch(1);
  private final Schedule schedule = new Schedule();
  private final Luck luck = new Luck(1);
  private final FakeIntents intents = new FakeIntents();
  private final World world = new World(luck, schedule, () -> {});

  private final class AbsentRouter implements Traffic {
    @Override
    public void publish(AppId app, List<Route> routes) {
      published.countDown();
      throw new Unavailable("the router is away");
    }

    @Override
    public boolean awaitDrained(Endpoint endpoint, Patience patience) {
      return true;
    }
  }

  private AppLoop loop(Executor starts) {
    DeploySettings settings = DeploySettings.defaults("localhost", 1);
    return CalmLoop.of(
        intents,
        world,
        schedule,
        new AbsentRouter(),
        new SilentJournal(),
        settings,
        starts,
        world.background());
  }

  private void start(Runnable task) {
    Thread.startVirtualThread(() -> {
      try {
        mayStart.await();
        task.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  @Test
  void aTurnThatFailsWaitsForTheStartsThatItBegan() throws Exception {
    luck.calm();
    intents.record(false);
    AppLoop loop = loop(this::start);
    FutureTask<Optional<Duration>> turn = new FutureTask<>(loop::turn);
    Thread thread = Thread.ofPlatform().start(turn);

    assertTrue(published.await(10, TimeUnit.SECONDS));
    while (thread.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    assertEquals(Thread.State.WAITING, thread.getState(), "the turn went on without its start");
    assertEquals(0, world.started());
    mayStart.countDown();

    ExecutionException failed = assertThrows(ExecutionException.class, turn::get);
    assertTrue(failed.getCause() instanceof Unavailable, failed::toString);
    assertEquals(1, world.started());
  }
}
