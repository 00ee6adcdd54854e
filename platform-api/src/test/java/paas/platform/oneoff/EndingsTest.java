package paas.platform.oneoff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.deploy.Journal;
import paas.platform.fault.Unavailable;
import paas.platform.formation.Slot;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.State;

@Timeout(30)
class EndingsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  private static final Instant BEFORE = NOW.minusSeconds(60);
  private static final App SHOP =
      new App(
          AppId.random(),
          new AppName("shop"),
          UUID.randomUUID(),
          AppSettings.DEFAULT,
          Instant.EPOCH,
          Instant.EPOCH);
  private static final Instance RUN =
      new Instance(
          new InstanceId("a".repeat(64)),
          new AppKey(SHOP.id().toString(), "shop"),
          "run",
          7,
          3,
          0,
          Duration.ofSeconds(10),
          1 << 20,
          new State.Running(Instant.EPOCH, "", 0));

  private final FrailEngine engine = new FrailEngine(RUN);
  private final BlockingQueue<String> steps = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch telling = new CountDownLatch(1);
  private volatile CountDownLatch hold = new CountDownLatch(0);
  private final Endings endings =
      new Endings(engine, new Steps(), new Heard(), () -> NOW, Duration.ofMillis(1));

  @AfterEach
  void close() {
    endings.close();
  }

  private final class Steps implements Journal {
    @Override
    public void event(AppId app, String text) {}

    @Override
    public void platform(AppId app, String process, String text) {}

    @Override
    public void output(AppId app, String process, String text) {}

    @Override
    public void follow(Instance instance) {
      engine.reach("its log");
      steps.add("follow");
    }

    @Override
    public void finish(Instance instance) {
      engine.reach("the end of its log");
      steps.add("finish");
    }

    @Override
    public void gone(AppId app, InstanceId id) {
      steps.add("gone");
    }

    @Override
    public List<String> tail(AppId app, Slot slot, int lines) {
      return List.of();
    }

    @Override
    public List<String> tail(Instance instance, int lines) {
      return List.of();
    }
  }

  private final class Heard implements Endings.Audience {
    private boolean told;

    @Override
    public void say(Endings.End end) {
      steps.add("say " + end.code() + " at " + end.at());
    }

    @Override
    public void tell(Endings.End end) {
      if (!told) {
        told = true;
        throw new Unavailable("the database is away", new IllegalStateException());
      }
      telling.countDown();
      try {
        hold.await();
      } catch (InterruptedException e) {
        steps.add("interrupted");
      }
      steps.add("tell");
    }

    @Override
    public void gone(InstanceId id) {
      over.countDown();
    }
  }

  @Test
  void everyStepIsTriedUntilItIsDoneAndSaidOnce() throws Exception {
    endings.await(SHOP, RUN);
    endings.await(SHOP, RUN);
    engine.exit.complete(new State.Exited(3, false, BEFORE));
    over.await();

    assertEquals(
        List.of("follow", "finish", "say Optional[3] at " + BEFORE, "tell", "gone"),
        List.copyOf(steps));
    assertEquals(RUN.id(), engine.removed.getNow(new InstanceId("b".repeat(64))));
  }

  @Test
  void theEndOfOneThatVanishedIsSaidThoughNotHowItEnded() throws Exception {
    engine.vanished = true;
    endings.await(SHOP, RUN);
    over.await();

    assertEquals(
        List.of("follow", "finish", "say Optional.empty at " + NOW, "tell", "gone"),
        List.copyOf(steps));
  }

  @Test
  void whoeverListedItBeforeItsEndDoesNotAwaitItAgain() throws Exception {
    endings.await(SHOP, RUN);
    engine.exit.complete(new State.Exited(3, false, BEFORE));
    over.await();
    engine.vanished = true;
    endings.await(SHOP, RUN);
    endings.close();

    assertEquals(1, steps.stream().filter(step -> step.startsWith("say")).count());
  }

  @Test
  void theEndOfThePlatformInterruptsNobodyWhoIsBeingTold() throws Exception {
    hold = new CountDownLatch(1);
    endings.await(SHOP, RUN);
    engine.exit.complete(new State.Exited(3, false, BEFORE));
    telling.await();
    Thread closing = Thread.ofPlatform().start(endings::close);
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    hold.countDown();
    closing.join();

    assertEquals(
        List.of("follow", "finish", "say Optional[3] at " + BEFORE, "tell"), List.copyOf(steps));
  }

  @Test
  void theEndOfADestroyedAppsIsToldToNobody() throws Exception {
    endings.await(SHOP, RUN);
    assertEquals("follow", steps.poll(20, TimeUnit.SECONDS));
    endings.drop(SHOP);
    engine.exit.complete(new State.Exited(137, false, NOW));

    assertEquals(List.of(), List.copyOf(steps));
    assertFalse(engine.removed.isDone());
  }

  @Test
  void oneThatWasNotToldBeforeARestartIsAwaitedByTheNext() throws Exception {
    endings.await(SHOP, RUN);
    assertEquals("follow", steps.poll(20, TimeUnit.SECONDS));
    endings.close();
    engine.exit.complete(new State.Exited(3, false, NOW));
    endings.await(SHOP, RUN);
    over.await();

    assertEquals(
        List.of("follow", "finish", "say Optional[3] at " + NOW, "tell", "gone"),
        List.copyOf(steps));
  }
}
