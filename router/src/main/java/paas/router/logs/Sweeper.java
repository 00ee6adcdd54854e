package paas.router.logs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs retention every so often, on one thread of its own, so that quiet streams age too. */
final class Sweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

  private final Runnable sweep;
  private final Duration every;
  private final CountDownLatch closed = new CountDownLatch(1);

  Sweeper(Runnable sweep, Duration every) {
    this.sweep = sweep;
    this.every = every;
  }

  void start() {
    Thread.ofVirtual().name("log-retention").start(this::run);
  }

  /** Ends the thread; a sweep under way finishes the stream it is at. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        sweepOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweepOnce() {
    try {
      sweep.run();
    } catch (RuntimeException e) {
      log.warn("Log retention failed and is tried again in {}", every, e);
    }
  }
}
