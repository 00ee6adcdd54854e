package paas.platform.deploy;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the watch look again and again, until it is closed. */
public final class ScratchThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchThread.class);

  /** A disk of 1 GB/s loses no more than that between two looks. */
  private static final Duration EVERY = Duration.ofMillis(250);

  private final Thread thread;

  ScratchThread(ScratchWatch watch) {
    this.thread = Thread.ofVirtual().name("scratch").unstarted(() -> run(watch));
  }

  public void start() {
    thread.start();
  }

  private static void run(ScratchWatch watch) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        watch.look();
      } catch (RuntimeException e) {
        LOG.error("What apps have written could not be counted", e);
      }
      try {
        Thread.sleep(EVERY);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
