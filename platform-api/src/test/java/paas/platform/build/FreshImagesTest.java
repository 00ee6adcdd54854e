package paas.platform.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import paas.platform.release.ImageDigest;

class FreshImagesTest {
  private static final ImageDigest IMAGE = new ImageDigest("sha256:" + "a".repeat(64));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
  private final FreshImages fresh = new FreshImages(now::get);
  private final AtomicInteger removals = new AtomicInteger();

  private boolean remove() throws InterruptedException {
    return fresh.removing(Duration.ofMillis(1), removals::incrementAndGet);
  }

  @Test
  void nothingIsRemovedWhileABuildRuns() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread build =
        Thread.ofVirtual()
            .start(() -> {
              try (FreshImages.Hold _ = fresh.hold()) {
                started.countDown();
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    started.await();
    assertFalse(remove());
    assertEquals(0, removals.get());

    end.countDown();
    build.join();
    assertTrue(remove());
    assertEquals(1, removals.get());
  }

  @Test
  void buildsDoNotKeepEachOtherWaiting() {
    try (FreshImages.Hold _ = fresh.hold();
        FreshImages.Hold _ = fresh.hold()) {
      assertFalse(fresh.isFresh(IMAGE));
    }
  }

  @Test
  void anImageIsFreshUntilItIsReleasedOrNeverWillBe() {
    assertFalse(fresh.isFresh(IMAGE));
    fresh.made(IMAGE);
    assertTrue(fresh.isFresh(IMAGE));
    now.set(now.get().plus(FreshImages.UNTIL_RELEASED));
    assertFalse(fresh.isFresh(IMAGE));
  }

  @Test
  void aReleasedImageIsNotFreshAnyMore() {
    fresh.made(IMAGE);
    fresh.released(IMAGE);
    assertFalse(fresh.isFresh(IMAGE));
  }
}
