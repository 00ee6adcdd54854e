package paas.platform.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PusherTest {
  private final Pusher pusher = new Pusher();
  private final AtomicInteger cancelled = new AtomicInteger();

  @Test
  void leavingBeforeTheReleaseCancelsOnce() {
    pusher.whenGone(cancelled::incrementAndGet);
    pusher.left();
    pusher.left();
    assertEquals(1, cancelled.get());
    assertFalse(pusher.commit());
  }

  @Test
  void leavingAfterTheReleaseChangesNothing() {
    pusher.whenGone(cancelled::incrementAndGet);
    assertTrue(pusher.commit());
    pusher.left();
    assertEquals(0, cancelled.get());
    assertTrue(pusher.commit());
  }

  @Test
  void whatIsAskedForTooLateIsCancelledAtOnce() {
    pusher.left();
    pusher.whenGone(cancelled::incrementAndGet);
    assertEquals(1, cancelled.get());
  }

  @Test
  void leavingAndReleasingAreOneDecision() throws InterruptedException {
    for (int round = 0; round < 500; round++) {
      Pusher contested = new Pusher();
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
