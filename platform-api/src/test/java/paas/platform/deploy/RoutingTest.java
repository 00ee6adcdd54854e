package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.platform.app.AppId;
import paas.platform.fault.Unavailable;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.Route;

@Timeout(60)
class RoutingTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Routing routing = new Routing();

  /** One that waits already when the method returns. */
  private CompletableFuture<Boolean> waiting() throws InterruptedException {
    CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    CountDownLatch woken = new CountDownLatch(1);
    Thread.startVirtualThread(() -> {
      try {
        outcome.complete(routing.await(LONG, woken::countDown));
      } catch (InterruptedException e) {
        outcome.completeExceptionally(e);
      }
    });
    assertTrue(woken.await(10, TimeUnit.SECONDS));
    return outcome;
  }

  @Test
  void aTurnThatBeganBeforeTheWaitDoesNotCount() throws Exception {
    routing.begin();
    CompletableFuture<Boolean> outcome = waiting();
    routing.acknowledged();
    routing.begin();
    assertFalse(outcome.isDone());

    routing.acknowledged();

    assertTrue(outcome.get(10, TimeUnit.SECONDS));
  }

  @Test
  void theWaitEndsWhenTimeIsUpOrTheAppIsGone() throws Exception {
    assertFalse(routing.await(Duration.ofMillis(1), () -> {}));
    CompletableFuture<Boolean> outcome = waiting();

    routing.close();

    assertTrue(outcome.get(10, TimeUnit.SECONDS));
    assertTrue(routing.await(Duration.ZERO, () -> {}));
  }

  /** A loop whose router is away until it is told otherwise. */
  private static final class Setup implements Traffic {
    final Schedule schedule = new Schedule();
    final Luck luck = new Luck(1);
    final FakeIntents intents = new FakeIntents();
    final World world = new World(luck, schedule, () -> {});
    final AppLoop loop;
    boolean away;
    int told;

    Setup() {
      luck.calm();
      DeploySettings settings = DeploySettings.defaults("localhost", 1);
      loop =
          CalmLoop.of(
              intents,
              world,
              schedule,
              this,
              new SilentJournal(),
              settings,
              Runnable::run,
              world.background());
    }

    @Override
    public void publish(AppId app, List<Route> routes) {
      if (away) {
        throw new Unavailable("the router is away");
      }
      told++;
    }

    @Override
    public boolean awaitDrained(Endpoint endpoint, Patience patience) {
      return true;
    }

    /** Whether a turn after the question is enough. */
    boolean routedByTheNextTurn() throws InterruptedException {
      CountDownLatch asked = new CountDownLatch(1);
      CompletableFuture<Boolean> outcome = new CompletableFuture<>();
      Thread thread =
          Thread.startVirtualThread(() -> {
            try {
              asked.countDown();
              outcome.complete(loop.awaitRouted(LONG));
            } catch (InterruptedException e) {
              outcome.complete(false);
            }
          });
      asked.await();
      while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
        Thread.onSpinWait();
      }
      try {
        loop.turn();
      } catch (Unavailable e) {
        thread.interrupt();
      }
      return outcome.join();
    }
  }

  @Test
  void aTurnThatTellsTheRouterAndOneThatHasNothingToTellItEndTheWait() throws Exception {
    Setup setup = new Setup();
    assertTrue(setup.routedByTheNextTurn());
    assertEquals(1, setup.told);
    assertTrue(setup.routedByTheNextTurn());
    assertEquals(1, setup.told);
  }

  @Test
  void aTurnThatDoesNotReachTheRouterDoesNot() throws Exception {
    Setup setup = new Setup();
    setup.away = true;
    assertFalse(setup.routedByTheNextTurn());
    setup.away = false;
    assertTrue(setup.routedByTheNextTurn());
  }
}
