package paas.router.http.h2;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the windows of all clients' uploads may be larger by than they are at first, all together.
 * Used by all event loops.
 */
public final class WindowReserve {
  /**
   * A step takes no more than this part of what is left: the more windows have grown, the less
   * those may that come later, so that few cannot take it all.
   */
  private static final int PART = 8;

  private final AtomicLong left;

  public WindowReserve(long bytes) {
    left = new AtomicLong(bytes);
  }

  /**
   * Takes so many bytes, to be given back by {@link #giveBack}.
   *
   * @return false when that is too much, and nothing was taken
   */
  boolean take(int bytes) {
    long seen = left.get();
    while (bytes <= seen / PART) {
      if (left.compareAndSet(seen, seen - bytes)) {
        return true;
      }
      seen = left.get();
    }
    return false;
  }

  void giveBack(int bytes) {
    left.addAndGet(bytes);
  }

  /** Bytes that nobody has. */
  public long left() {
    return left.get();
  }
}
