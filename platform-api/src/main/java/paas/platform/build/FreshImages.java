package paas.platform.build;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import paas.platform.release.ImageDigest;

/**
 * Keeps whoever removes images away from those that a build may be about to use, and from those
 * that were just made and are yet to be released. Thread-safe.
 */
public final class FreshImages {
  /** A build's image is released in less, or never. */
  static final Duration UNTIL_RELEASED = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final Map<ImageDigest, Instant> made = new ConcurrentHashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  public FreshImages(InstantSource clock) {
    this.clock = clock;
  }

  /** While it is held no image is removed; to be closed by the same thread. */
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** For a build, from before it starts until its image is {@link #made}. */
  public Hold hold() {
    lock.readLock().lock();
    return lock.readLock()::unlock;
  }

  void made(ImageDigest image) {
    made.values().removeIf(at -> at.isBefore(clock.instant().minus(UNTIL_RELEASED)));
    made.put(image, clock.instant());
  }

  /** A release has it now, and says itself whether it is needed. */
  void released(ImageDigest image) {
    made.remove(image);
  }

  /**
   * Removes what is not fresh while no build runs. False, with nothing done, where one runs all the
   * time that {@code patience} lasts: builds wait no longer than that.
   */
  public boolean removing(Duration patience, Runnable removal) throws InterruptedException {
    if (!lock.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    try {
      removal.run();
      return true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  public boolean isFresh(ImageDigest image) {
    Instant at = made.getOrDefault(image, Instant.MIN);
    return at.isAfter(clock.instant().minus(UNTIL_RELEASED));
  }
}
