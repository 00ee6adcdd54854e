package paas.platform.pack;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends the wait for a sender who has stopped in the middle of a pack: the thread that waits is
 * interrupted. Used and closed by that thread.
 */
final class Silence implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(2);

  private final Thread waiting = Thread.currentThread();
  private final AtomicLong heard = new AtomicLong(System.nanoTime());
  private final AtomicBoolean over = new AtomicBoolean();
  private final Duration limit;
  private final Thread clock;

  Silence(Duration limit) {
    this.limit = limit;
    this.clock = Thread.ofVirtual().name("pack-silence").start(this::watch);
  }

  void heard() {
    heard.set(System.nanoTime());
  }

  boolean isOver() {
    return over.get();
  }

  private void watch() {
    try {
      for (long left = left(); left > 0; left = left()) {
        Thread.sleep(Duration.ofNanos(left));
      }
      over.set(true);
      waiting.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long left() {
    return heard.get() + limit.toNanos() - System.nanoTime();
  }

  /** An interrupt of its own does not outlive it. */
  @Override
  public void close() {
    clock.interrupt();
    try {
      clock.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (over.get()) {
      Thread.interrupted();
    }
  }
}
