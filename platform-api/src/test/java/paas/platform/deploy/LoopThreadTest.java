package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
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

  /** Each turn with the next of these failures, over and over. */
  private record Failing(List<RuntimeException> failures, Semaphore turns) implements Traffic {
    @Override
    public void publish(AppId app, List<Route> routes) {
      turns.release();
      Collections.rotate(failures, 1);
      throw failures.getFirst();
    }

    @Override
    public boolean awaitDrained(Endpoint endpoint, Patience patience) {
      return true;
    }
  }

  @Test
  void whatFailsAgainForTheSameReasonIsLoggedOnce() throws Exception {
    assertEquals(1, told("once", List.of(new IllegalStateException("made by the test"))));
  }

  /** What cannot be removed of an app that is gone is not the same each time. */
  @Test
  void failuresThatTakeTurnsAreEachLoggedOnce() throws Exception {
    var alone = new IllegalStateException("made by the test");
    var withAnother = new IllegalStateException("made by the test");
    withAnother.addSuppressed(new IllegalStateException("another"));
    assertEquals(2, told("twice", List.of(alone, withAnother)));
  }

  /** How often it is logged that a turn failed, in six turns. */
  private static long told(String name, List<RuntimeException> failures) throws Exception {
    Semaphore turns = new Semaphore(0);
    Traffic failing = new Failing(new ArrayList<>(failures), turns);
    var log = (Logger) LoggerFactory.getLogger(LoopThread.class);
    var told = new ListAppender<ILoggingEvent>();
    told.start();
    log.addAppender(told);
    LoopThread thread = new LoopThread(name, () -> {});
    thread.start(loop(failing));
    for (int turn = 0; turn < 6; turn++) {
      assertTrue(turns.tryAcquire(10, TimeUnit.SECONDS));
      thread.wake();
    }
    thread.close();
    assertTrue(thread.awaitEnd(Duration.ofSeconds(10)));
    log.detachAppender(told);
    return told.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(
            ("A turn of app " + name + "'s loop failed; it is tried again until it works")::equals)
        .count();
  }
}
