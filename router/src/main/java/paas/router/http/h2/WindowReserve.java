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
  private final long half;

  public WindowReserve(long bytes) {
    left = new AtomicLong(bytes);
    half = bytes / 2;
  }

  /**
   * Takes so many bytes, to be given back by {@link #giveBack}.
   *
   * @return false when that is too much, and nothing was taken
   */
  boolean take(int bytes) {
    return take(bytes, 0);
  }

  /** The same, of its first half only: for what makes no upload faster. */
  boolean takeOfHalf(int bytes) {
    return take(bytes, half);
  }

  private boolean take(int bytes, long kept) {
    long seen = left.get();
    while (bytes <= seen / PART && seen - bytes >= kept) {
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
