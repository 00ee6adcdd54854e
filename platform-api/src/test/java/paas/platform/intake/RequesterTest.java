package paas.platform.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequesterTest {
  private final Requester requester = new Requester(() -> true);
  private final AtomicInteger cancelled = new AtomicInteger();

  @Test
  void leavingBeforeTheReleaseCancelsOnce() {
    requester.whenGone(cancelled::incrementAndGet);
    requester.left();
    requester.left();
    assertEquals(1, cancelled.get());
    assertFalse(requester.commit());
  }

  @Test
  void leavingAfterTheReleaseChangesNothing() {
    requester.whenGone(cancelled::incrementAndGet);
    assertTrue(requester.commit());
    requester.left();
    assertEquals(0, cancelled.get());
    assertTrue(requester.commit());
  }

  @Test
  void whatIsAskedForTooLateIsCancelledAtOnce() {
    requester.left();
    requester.whenGone(cancelled::incrementAndGet);
    assertEquals(1, cancelled.get());
  }

  @Test
  void leavingAndReleasingAreOneDecision() throws InterruptedException {
    for (int round = 0; round < 500; round++) {
      Requester contested = new Requester(() -> true);
      AtomicInteger ended = new AtomicInteger();
      contested.whenGone(ended::incrementAndGet);
      CountDownLatch go = new CountDownLatch(1);
      Thread leaver =
          Thread.ofVirtual()
              .start(() -> {
                awaitUninterruptibly(go);
                contested.left();
              });
      go.countDown();
      boolean committed = contested.commit();
      leaver.join();
      assertEquals(committed ? 0 : 1, ended.get());
    }
  }

  private static void awaitUninterruptibly(CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
