package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.formation.Slot;
import paas.platform.plan.Health;
import paas.platform.plan.SeenInstance;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;

class SettlingTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Health UP = new Health.Up();
  private static final Health STOPPING = new Health.Stopping();
  private static final Health DEAD = new Health.Failed("it exited");
  private static final Set<ProcessType> WEB = Set.of(ProcessType.WEB);

  private static final Awaited ALL_OF_WEB = new Awaited(WEB, true);

  private final FakeIntents intents = new FakeIntents();
  private final Settling settling = new Settling();

  SettlingTest() {
    intents.record(false);
    Release release = intents.pending().orElseThrow();
    intents.mark(release, new ReleaseStatus.Succeeded());
  }

  private static SeenInstance web(int ordinal, long epoch, Health health) {
    return seen(ProcessType.WEB, ordinal, epoch, health);
  }

  private static SeenInstance seen(ProcessType type, int ordinal, long epoch, Health health) {
    Slot slot = new Slot(type, ordinal);
    return new SeenInstance(slot + " e" + epoch, slot, new ReleaseVersion(1), epoch, health);
  }

  private Settling.Found found(boolean busy, SeenInstance... seen) {
    AppIntent intent = intents.load(intents.app.id()).orElseThrow();
    List<SeenInstance> all = List.of(seen);
    return Settling.of(
        intent,
        all,
        busy,
        InstanceViews.of(
                new Look(intent, all, Map.of(), Map.of(), Set.of(), Map.of()), Instant.EPOCH)
            .views());
  }

  private void turn(SeenInstance... seen) {
    settling.begin();
    settling.end(() -> found(false, seen));
  }

  /** One that waits already when the method returns. */
  private CompletableFuture<Settled> waiting(Set<ProcessType> types, Duration atMost)
      throws InterruptedException {
    CompletableFuture<Settled> outcome = new CompletableFuture<>();
    CountDownLatch woken = new CountDownLatch(1);
    Thread.startVirtualThread(() -> {
      try {
        outcome.complete(settling.await(new Awaited(types, true), atMost, woken::countDown));
      } catch (InterruptedException e) {
        outcome.completeExceptionally(e);
      }
    });
    assertTrue(woken.await(10, TimeUnit.SECONDS));
    return outcome;
  }

  @Test
  void aScaleDownIsSettledWhenTheLastOneIsGone() throws Exception {
    CompletableFuture<Settled> outcome = waiting(WEB, LONG);

    turn(web(1, 0, UP), web(2, 0, STOPPING));
    turn(web(1, 0, UP), web(2, 0, UP));
    assertFalse(outcome.isDone());
    turn(web(1, 0, UP));

    assertEquals(Settled.YES, outcome.get(10, TimeUnit.SECONDS));
  }

  /** A worker may take an hour for what it is at: who waits for a restart does not. */
  @Test
  void aRestartIsOverForWhoDoesNotWaitForTheFormerOnesToBeGoneOnceTheyAreOnTheirWayOut()
      throws Exception {
    intents.restart(new Slot(ProcessType.WEB, 1));
    Awaited replaced = new Awaited(WEB, false);

    assertEquals(Settled.LATE, settling.await(replaced, Duration.ZERO, () -> turn(web(1, 0, UP))));
    assertEquals(
        Settled.LATE,
        settling.await(replaced, Duration.ZERO, () -> turn(web(1, 0, UP), web(1, 1, UP))));
    assertEquals(
        Settled.LATE, settling.await(replaced, Duration.ZERO, () -> turn(web(1, 0, STOPPING))));
    Runnable turn = () -> turn(web(1, 0, STOPPING), web(1, 1, UP));
    assertEquals(Settled.YES, settling.await(replaced, Duration.ZERO, turn));
    assertEquals(Settled.LATE, settling.await(ALL_OF_WEB, Duration.ZERO, turn));
  }

  @Test
  void aTurnThatBeganBeforeTheWaitDoesNotCount() throws Exception {
    settling.begin();
    Runnable ends = () -> settling.end(() -> found(false, web(1, 0, UP)));
    assertEquals(Settled.LATE, settling.await(ALL_OF_WEB, Duration.ZERO, ends));
    assertEquals(Settled.YES, settling.await(ALL_OF_WEB, Duration.ZERO, () -> turn(web(1, 0, UP))));
  }

  @Test
  void aCrashOfAWantedOneEndsTheWaitAndOneOfAnotherTypeDoesNot() throws Exception {
    intents.scale(FakeIntents.WORKER, 1);
    CompletableFuture<Settled> outcome = waiting(WEB, LONG);

    turn(seen(FakeIntents.WORKER, 1, 0, DEAD));
    turn(web(2, 0, DEAD));
    assertFalse(outcome.isDone());
    turn(web(1, 0, DEAD));

    assertEquals(Settled.CRASHED, outcome.get(10, TimeUnit.SECONDS));
  }

  @Test
  void whatRunsOfAnEarlierEpochIsNotWhatIsWanted() {
    intents.restart(new Slot(ProcessType.WEB, 1));
    assertEquals(WEB, found(false, web(1, 0, UP)).amiss());
    assertEquals(WEB, found(false, web(1, 0, UP), web(1, 1, UP)).amiss());
    assertEquals(Set.of(), found(false, web(1, 1, UP)).amiss());
  }

  @Test
  void nothingIsSettledWhileTheLoopIsBusyOrAReleaseRollsOut() {
    assertTrue(found(true, web(1, 0, UP)).busy());
    assertFalse(found(false, web(1, 0, UP)).busy());
    intents.record(false);
    assertTrue(found(false, web(1, 0, UP)).busy());
  }

  @Test
  void theWaitEndsWhenTheAppIsGone() throws Exception {
    assertEquals(Settled.YES, settling.await(ALL_OF_WEB, LONG, settling::close));
    assertEquals(Settled.YES, settling.await(ALL_OF_WEB, Duration.ZERO, () -> {}));
  }

  @Test
  void whatATurnCameToIsAskedForOnlyWhileSomebodyWaits() throws Exception {
    assertThrows(
        InterruptedException.class,
        () -> settling.await(ALL_OF_WEB, LONG, Thread.currentThread()::interrupt));
    settling.begin();
    settling.end(() -> fail("nobody waits any more"));
  }

  @Test
  void onlySoManyWaitAndOneThatEndedMakesRoom() throws Exception {
    List<CompletableFuture<Settled>> outcomes = new ArrayList<>();
    for (int i = 0; i < Settling.MOST_WAITING; i++) {
      outcomes.add(waiting(WEB, LONG));
    }
    Rejected refusal =
        assertThrows(
            Rejected.class, () -> settling.await(ALL_OF_WEB, Duration.ofMillis(1), () -> {}));
    assertEquals(Reason.RATE_LIMIT, refusal.reason());

    turn(web(1, 0, UP));

    for (CompletableFuture<Settled> outcome : outcomes) {
      assertEquals(Settled.YES, outcome.get(10, TimeUnit.SECONDS));
    }
    assertEquals(Settled.LATE, settling.await(ALL_OF_WEB, Duration.ofMillis(1), () -> {}));
  }
}
