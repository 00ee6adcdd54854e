package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import paas.platform.release.ReleaseStatus;

class OutcomesTest {
  private static final ReleaseStatus ROLLING = new ReleaseStatus.Rolling();
  private static final ReleaseStatus SUCCEEDED = new ReleaseStatus.Succeeded();
  private static final Outcome LIVE = new Outcome.Live();
  private static final Outcome LATE = new Outcome.Late();

  private final Outcomes outcomes = new Outcomes(() -> {}, release -> false);
  private final UUID release = UUID.randomUUID();

  @Test
  void whatIsStoredAsFinalIsNotWaitedFor() throws InterruptedException {
    assertEquals(LIVE, outcomes.await(release, Duration.ofHours(1), () -> SUCCEEDED));
  }

  @Test
  void aNewsBetweenTheLookAndTheWaitIsNotMissed() throws InterruptedException {
    Outcome seen =
        outcomes.await(
            release,
            Duration.ofSeconds(20),
            () -> {
              outcomes.settled(release, LIVE);
              return ROLLING;
            });
    assertEquals(LIVE, seen);
  }

  @Test
  void whatSomebodyAbortedIsNotToldAsFailed() {
    ReleaseStatus aborted = ReleaseStatus.Failed.abortedBy("ann@example.com");
    assertEquals(
        new Outcome.Aborted("its canary was aborted by user ann@example.com."),
        Outcome.of(aborted));
    assertEquals(new Outcome.Failed("R10"), Outcome.of(new ReleaseStatus.Failed("R10")));
  }

  @Test
  void everyoneWhoWaitsHearsOfIt() throws Exception {
    CountDownLatch looked = new CountDownLatch(2);
    CompletableFuture<Outcome> one = waiting(looked);
    CompletableFuture<Outcome> other = waiting(looked);
    assertTrue(looked.await(20, TimeUnit.SECONDS));
    Outcome failed = new Outcome.Failed("R10");
    outcomes.settled(release, failed);
    assertEquals(failed, one.get(20, TimeUnit.SECONDS));
    assertEquals(failed, other.get(20, TimeUnit.SECONDS));
  }

  private CompletableFuture<Outcome> waiting(CountDownLatch looked) {
    CompletableFuture<Outcome> seen = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            seen.complete(
                outcomes.await(
                    release,
                    Duration.ofSeconds(30),
                    () -> {
                      looked.countDown();
                      return ROLLING;
                    }));
          } catch (InterruptedException e) {
            seen.completeExceptionally(e);
          }
        });
    return seen;
  }

  @Test
  void whenTimeIsUpWhatIsStoredThenCounts() throws InterruptedException {
    assertEquals(LATE, outcomes.await(release, Duration.ofMillis(1), () -> ROLLING));
  }

  @Test
  void aCanaryThatWasPromotedSinceItBeganIsStillToldAsTried() throws InterruptedException {
    Outcome seen =
        outcomes.await(
            release,
            Duration.ofSeconds(20),
            () -> {
              outcomes.settled(release, new Outcome.Tried());
              return ROLLING;
            });
    assertEquals(new Outcome.Tried(), seen);
  }

  @Test
  void whoAsksOnceACanaryHasItsPartDoesNotWait() throws InterruptedException {
    Outcomes begun = new Outcomes(() -> {}, release::equals);
    assertEquals(new Outcome.Tried(), begun.await(release, Duration.ofHours(1), () -> ROLLING));
  }

  @Test
  void aReleaseThatNobodyWaitsForIsSettledAllTheSame() throws InterruptedException {
    outcomes.settled(release, LIVE);
    assertEquals(LIVE, outcomes.await(release, Duration.ofSeconds(1), () -> SUCCEEDED));
  }
}
