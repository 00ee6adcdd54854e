package paas.platform.api.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.platform.fault.Unavailable;

@Timeout(20)
class PresenceTest {
  private final CompletableFuture<Optional<String>> over = new CompletableFuture<>();
  private final Semaphore pings = new Semaphore(0);
  private final AtomicInteger looks = new AtomicInteger();

  private Presence presence(BooleanSupplier allowed) {
    return presence(allowed, pings::release);
  }

  private Presence presence(BooleanSupplier allowed, Presence.Ping ping) {
    Presence presence =
        new Presence("run.1-watch", allowed, ping, over::complete, Duration.ofMillis(1));
    presence.start();
    return presence;
  }

  private static boolean away() {
    throw new Unavailable("The database does not answer.", new IllegalStateException());
  }

  @Test
  void aUserWhoMayNotBeThereAnyMoreIsToldSo() throws Exception {
    presence(() -> looks.incrementAndGet() < 3);
    assertEquals(Optional.of(Presence.ENDED), over.get());
    assertEquals(2, pings.availablePermits());
  }

  @Test
  void aStoreThatIsAwayForAWhileEndsNoRunAndTheNextLookCounts() throws Exception {
    int most = Presence.MOST_FAILURES;
    presence(() -> looks.incrementAndGet() == most || looks.get() < 2 * most && away());
    assertEquals(Optional.of(Presence.ENDED), over.get());
    assertEquals(2 * most, looks.get());
    assertEquals(2 * most - 1, pings.availablePermits());
  }

  @Test
  void aRightThatCannotBeFoundOutForLongIsNoRight() throws Exception {
    presence(() -> looks.incrementAndGet() == 1 || away());
    assertEquals(Optional.of(Presence.UNKNOWN), over.get());
    assertEquals(1 + Presence.MOST_FAILURES, looks.get());
  }

  @Test
  void aClientThatIsGoneIsToldNothing() throws Exception {
    presence(
        () -> true,
        () -> {
          throw new IOException("gone");
        });
    assertEquals(Optional.empty(), over.get());
  }

  /** H2 closes its file for good when an interrupt meets a read. */
  @Test
  void aLookThatGoesOnWhenTheRunEndsIsNotInterrupted() throws Exception {
    CompletableFuture<Thread> looking = new CompletableFuture<>();
    CountDownLatch answered = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Presence presence =
        presence(() -> {
          looking.complete(Thread.currentThread());
          interrupted.complete(!undisturbed(answered));
          return true;
        });
    Thread thread = looking.get();

    presence.end();
    assertFalse(thread.isInterrupted());
    answered.countDown();

    assertFalse(interrupted.get());
    assertTrue(thread.join(Duration.ofSeconds(10)));
    assertFalse(over.isDone());
  }

  private static boolean undisturbed(CountDownLatch answered) {
    try {
      return answered.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
