package paas.runner.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.InstanceId;

/**
 * One followed container between two looks: whether its file changed, and whose turn it is to read
 * it.
 */
final class Watched {
  private static final Logger log = LoggerFactory.getLogger(Watched.class);
  private static final long PAUSE_MILLIS = 5;
  private static final long PAUSE_AFTER_ERROR_MILLIS = 1_000;
  private static final Seen NOTHING = new Seen("", -1);

  private final InstanceId id;
  private final Path path;
  private final Path directory;
  private final Follower follower;
  private final CaptureLimits limits;
  private final Delivery delivery;
  private final Semaphore turn = new Semaphore(1);
  private volatile Thread reader = Thread.currentThread();
  private volatile Seen seen = NOTHING; // NOTHING: look again in any case
  private volatile long changedNanos = System.nanoTime();
  private volatile boolean dropped;

  /** What the base name led to at one look. */
  private record Seen(Object key, long size) {}

  Watched(InstanceId id, Path path, Follower follower, CaptureLimits limits, Delivery delivery) {
    this.id = id;
    this.path = path;
    this.directory = Objects.requireNonNull(path.getParent());
    this.follower = follower;
    this.limits = limits;
    this.delivery = delivery;
  }

  /** In which all that happens to the files happens. */
  Path directory() {
    return directory;
  }

  boolean isQuiet() {
    return System.nanoTime() - changedNanos > limits.quietAfter().toNanos();
  }

  /** Called by the poller: starts a reader when there is something new and nobody reads. */
  void look() {
    Seen now = see();
    if (!now.equals(seen) && turn.tryAcquire()) {
      seen = now;
      changedNanos = System.nanoTime();
      reader = Thread.ofVirtual().name("capture-" + id.value().substring(0, 12)).start(this::read);
    }
  }

  /**
   * Waits for the turn, reads to the end and gives out what is unfinished. The turn is kept: a look
   * that comes late would read all again.
   */
  void finish() throws InterruptedException, IOException {
    turn.acquire();
    try {
      follower.finish();
    } finally {
      follower.close();
    }
  }

  /** Nobody reads it again; a reader ends as soon as the sink has what it has read. */
  void drop() {
    dropped = true;
    closeUnlessRead();
  }

  /** The turn is kept, as in {@link #finish}. */
  private void closeUnlessRead() {
    if (turn.tryAcquire()) {
      try {
        follower.close();
      } catch (IOException e) {
        log.warn("The log of {} was not closed cleanly", id.value(), e);
      }
    }
  }

  /** Lets a reader end for a while, then interrupts it. */
  void close(long waitNanos) {
    try {
      if (!turn.tryAcquire(waitNanos, java.util.concurrent.TimeUnit.NANOSECONDS)) {
        reader.interrupt();
        return;
      }
      follower.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("The log of {} was not closed cleanly", id.value(), e);
    }
  }

  private void read() {
    try {
      while (follower.drain() > limits.chunkBytes() / 2
          && !dropped
          && !delivery.closedWithin(PAUSE_MILLIS)) {
        // A container that writes much is read again soon: before its files rotate away.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CaptureClosed e) {
      log.debug("Reading {} ends: {}", id.value(), e.getMessage());
    } catch (IOException | RuntimeException e) {
      log.warn("The output of {} cannot be read; trying again", id.value(), e);
      pauseAfterError();
    } finally {
      turn.release();
      if (dropped) {
        closeUnlessRead();
      }
    }
  }

  private void pauseAfterError() {
    seen = NOTHING;
    try {
      delivery.closedWithin(PAUSE_AFTER_ERROR_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Seen see() {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return new Seen(file.fileKey(), file.size());
    } catch (NoSuchFileException e) {
      return NOTHING; // not made yet, or between two names
    } catch (IOException e) {
      log.debug("{} cannot be looked at", path, e);
      return NOTHING;
    }
  }
}
