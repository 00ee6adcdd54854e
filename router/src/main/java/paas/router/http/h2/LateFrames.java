package paas.router.http.h2;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The streams of one connection that the router reset last. What their clients sent before they
 * could know comes still and is dropped: it is neither a breach nor a flood, up to what the window
 * of a stream has room for, and of all streams together up to four windows as they are at first in
 * the time in which resets are counted (RFC 9113 section 5.1, "closed").
 */
final class LateFrames {
  private static final int STREAMS_IN_PERIOD = 4;

  private final int mostStreams;
  private final int mostInPeriod;
  private final long periodNanos;
  private final Map<Integer, Integer> left = new LinkedHashMap<>();
  private long periodBegan = System.nanoTime();
  private int droppedInPeriod;

  LateFrames(Http2Limits limits) {
    mostStreams = limits.streams();
    mostInPeriod = STREAMS_IN_PERIOD * limits.streamWindow() / FloodGuard.SMALL;
    periodNanos = limits.resetsIn().toNanos();
  }

  /**
   * This stream is reset: no other reset follows for what is on its way.
   *
   * @param window bytes that it has room for
   */
  void expect(int stream, int window) {
    boolean first = left.putIfAbsent(stream, window / FloodGuard.SMALL) == null;
    if (first && left.size() > mostStreams) {
      left.remove(left.keySet().iterator().next());
    }
  }

  /** Whether a frame of a stream that is over is one of those; behind the last of them none is. */
  boolean drops(int stream) {
    int frames = left.getOrDefault(stream, 0);
    if (frames == 0 || !hasRoom()) {
      return false;
    }
    left.put(stream, frames - 1);
    droppedInPeriod++;
    return true;
  }

  private boolean hasRoom() {
    long now = System.nanoTime();
    if (now - periodBegan > periodNanos) {
      periodBegan = now;
      droppedInPeriod = 0;
    }
    return droppedInPeriod < mostInPeriod;
  }
}
