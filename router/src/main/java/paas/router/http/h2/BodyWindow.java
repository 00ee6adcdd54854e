package paas.router.http.h2;

import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;

/**
 * How many bytes of one request's body may be on their way unasked: doubled each time half of it
 * was taken and nothing waits, up to a bound. A client that is 50 ms away gets no more than a
 * window through in that time, so that a small one is most of what an upload takes; a large one for
 * everybody would be memory that who stalls can have.
 */
final class BodyWindow {
  /** An upload that does not take half of its window in this time needs none as large. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final UploadWindows windows;
  private final Http2Stream stream;
  private final int least;
  private int size;
  private int taken;
  private long takenOfLate;
  private long since;
  private boolean watched;

  /** Whether the connection's window has grown by what lies of this one. */
  private boolean madeUp;

  BodyWindow(UploadWindows windows, Http2Stream stream) {
    this.windows = windows;
    this.stream = stream;
    this.least = windows.limits().streamWindow();
    this.size = least;
  }

  int size() {
    return size;
  }

  /**
   * An instance has taken so many bytes.
   *
   * @param all whether that is all that came
   * @return whether the client has to be told of its window
   */
  boolean taken(int bytes, boolean all) throws Http2Exception {
    if (all) {
      giveBack();
    }
    takenOfLate += bytes;
    taken = Math.min(size, taken + bytes);
    boolean told = windows.consumed(stream, bytes);
    boolean grows = all && taken >= size / 2 && 2 * size <= windows.limits().largestWindow();
    if (grows && windows.widen(stream, size)) {
      size *= 2;
      taken = 0;
      return true;
    }
    return told;
  }

  /**
   * Bytes of it lie. Where much lies of several uploads the others get as much more room, as far as
   * there is any: who takes none of one holds up no other.
   *
   * @return whether the client has to be told of its window
   */
  boolean lies() throws Http2Exception {
    if (madeUp || windows.waiting(stream) < least / 2 || !windows.fillUp()) {
      return false;
    }
    madeUp = windows.makeUp(least);
    return madeUp;
  }

  private void giveBack() throws Http2Exception {
    if (madeUp) {
      madeUp = false;
      windows.narrow(least);
    }
  }

  /**
   * Looks at whether others should have what it has grown by. Not while bytes of it lie: what they
   * take of the connection's window would then be missing to its other uploads.
   */
  void tick(long now) throws Http2Exception {
    if (watched && now - since <= QUIET.toNanos()) {
      return;
    }
    if (watched && takenOfLate < size / 2 && windows.waiting(stream) == 0) {
      shrink();
    }
    watched = true;
    takenOfLate = 0;
    since = now;
  }

  /** As large as at first again. */
  void shrink() throws Http2Exception {
    giveBack();
    int more = size - least;
    if (more > 0) {
      size = least;
      taken = 0;
      windows.narrow(stream, more);
    }
  }
}
