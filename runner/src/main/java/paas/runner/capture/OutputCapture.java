package paas.runner.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.InstanceId;

/**
 * Follows the output of containers by the files that the engine's json-file driver writes. A
 * container never waits for it: what is not read in time rotates away and is reported as a {@link
 * Gap}.
 *
 * <p>Thread-safe. The containers need {@code --log-driver json-file} with {@code max-size} and
 * {@code max-file} of 2 or more, without {@code compress}.
 */
public final class OutputCapture implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OutputCapture.class);

  /** Rounds after which a quiet container that is watched is looked at all the same. */
  private static final int SELDOM = 100;

  private final CaptureLimits limits;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Delivery delivery;
  private final Map<InstanceId, Watched> followed = new ConcurrentHashMap<>();
  private final DirectoryWatch directories = new DirectoryWatch(this::changed);
  private final Thread poller = Thread.ofVirtual().name("capture-poll").unstarted(this::poll);

  public OutputCapture(CaptureSink sink, CaptureLimits limits) {
    this.limits = limits;
    this.delivery = new Delivery(sink, closed);
  }

  /** Begins to look at the files. Call once. */
  public OutputCapture start() {
    poller.start();
    directories.start();
    return this;
  }

  /**
   * Follows a container from now on. Does nothing when it is followed already.
   *
   * @param logPath what inspecting the container calls LogPath; the file may come later
   * @param position what the sink stored last for this container; without it, from the oldest
   *     output that there is
   */
  public void follow(InstanceId id, Path logPath, Optional<String> position) {
    followed.computeIfAbsent(
        id,
        _ -> {
          Follower follower = new Follower(id, logPath, position, limits, delivery);
          return new Watched(id, logPath, follower, limits, delivery);
        });
  }

  /**
   * Reads an exited container's output to its end and forgets the container. Returns once the sink
   * has all of it, an unfinished last line included; then the container may be removed. Does
   * nothing for a container that is not followed.
   */
  public void finish(InstanceId id) {
    Watched watched = followed.remove(id);
    if (watched == null) {
      return;
    }
    directories.forget(watched.directory());
    try {
      watched.finish();
    } catch (InterruptedException e) {
      watched.drop();
      Thread.currentThread().interrupt();
      log.warn("The end of the output of {} was not read: interrupted", id.value());
    } catch (IOException | CaptureClosed e) {
      log.warn("The end of the output of {} cannot be read", id.value(), e);
    }
  }

  /**
   * Forgets a container, whatever of its output was not read. Returns at once; a batch that the
   * sink has not taken yet may still come. Does nothing for a container that is not followed.
   */
  public void drop(InstanceId id) {
    Watched watched = followed.remove(id);
    if (watched != null) {
      directories.forget(watched.directory());
      watched.drop();
    }
  }

  /**
   * Ends all reading; what the sink has not taken is read again from its last position next time.
   */
  @Override
  public void close() {
    closed.countDown();
    directories.close();
    long deadline = System.nanoTime() + limits.closeWait().toNanos();
    followed.values().forEach(watched -> watched.close(Math.max(0, deadline - System.nanoTime())));
    followed.clear();
  }

  private void poll() {
    try {
      for (long round = 0;
          !closed.await(limits.poll().toMillis(), TimeUnit.MILLISECONDS);
          round++) {
        long now = round;
        followed.values().forEach(watched -> look(watched, now));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A quiet one waits for the kernel to tell of it; where it does not, for every second round. */
  private void look(Watched watched, long round) {
    if (!watched.isQuiet()) {
      watched.look();
    } else if (directories.watches(watched.directory())) {
      lookSeldom(watched, round);
    } else if (round % 2 == 0) {
      directories.watch(watched.directory());
      watched.look(); // afterwards: what came before is not told of
    }
  }

  private static void lookSeldom(Watched watched, long round) {
    if (round % SELDOM == 0) {
      watched.look();
    }
  }

  private void changed(Path directory) {
    followed.values().stream()
        .filter(watched -> watched.directory().equals(directory))
        .forEach(Watched::look);
  }
}
