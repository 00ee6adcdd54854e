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
  private static final ReleaseStatus LIVE = new ReleaseStatus.Succeeded();

  private final Outcomes outcomes = new Outcomes(() -> {}, release -> false);
  private final UUID release = UUID.randomUUID();

  @Test
  void whatIsStoredAsFinalIsNotWaitedFor() throws InterruptedException {
    assertEquals(LIVE, outcomes.await(release, Duration.ofHours(1), () -> LIVE));
  }

  @Test
  void aNewsBetweenTheLookAndTheWaitIsNotMissed() throws InterruptedException {
    ReleaseStatus seen =
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
  void everyoneWhoWaitsHearsOfIt() throws Exception {
    CountDownLatch looked = new CountDownLatch(2);
    CompletableFuture<ReleaseStatus> one = waiting(looked);
    CompletableFuture<ReleaseStatus> other = waiting(looked);
    assertTrue(looked.await(20, TimeUnit.SECONDS));
    ReleaseStatus failed = new ReleaseStatus.Failed("R10");
    outcomes.settled(release, failed);
    assertEquals(failed, one.get(20, TimeUnit.SECONDS));
    assertEquals(failed, other.get(20, TimeUnit.SECONDS));
  }

  private CompletableFuture<ReleaseStatus> waiting(CountDownLatch looked) {
    CompletableFuture<ReleaseStatus> seen = new CompletableFuture<>();
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
    assertEquals(ROLLING, outcomes.await(release, Duration.ofMillis(1), () -> ROLLING));
  }

  @Test
  void aReleaseThatNobodyWaitsForIsSettledAllTheSame() throws InterruptedException {
    outcomes.settled(release, LIVE);
    assertEquals(LIVE, outcomes.await(release, Duration.ofSeconds(1), () -> LIVE));
  }
}
