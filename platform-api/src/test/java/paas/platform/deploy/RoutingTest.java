package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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

  @Test
  void aTurnThatBeganBeforeTheWaitDoesNotCount() throws Exception {
    Routing routing = new Routing();
    routing.begin();
    assertFalse(routing.await(Duration.ZERO, routing::acknowledged));
    assertFalse(routing.await(Duration.ZERO, routing::begin));
    assertTrue(
        routing.await(
            Duration.ZERO,
            () -> {
              routing.begin();
              routing.acknowledged();
            }));
  }

  @Test
  void theWaitEndsWhenTheAppIsGone() throws Exception {
    Routing routing = new Routing();
    assertTrue(routing.await(LONG, routing::close));
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
