package paas.platform.deploy;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the watch look again and again, until it is closed. A thread of the kernel's: counting waits
 * for the disk.
 */
public final class ScratchThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchThread.class);

  /** A disk of 1 GB/s loses no more than that between two looks. */
  private static final Duration EVERY = Duration.ofMillis(250);

  /** A walk through a large tree is not waited for to its end. */
  private static final Duration END = Duration.ofSeconds(5);

  private final Thread thread;
  private final ExecutorService background;

  /**
   * @param background where the watch ends containers; closed with this
   */
  ScratchThread(ScratchWatch watch, ExecutorService background) {
    this.thread = Thread.ofPlatform().daemon().name("scratch").unstarted(() -> run(watch));
    this.background = background;
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
    background.shutdownNow();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(END)) {
        LOG.warn("Counting what apps have written did not end within {} s", END.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
