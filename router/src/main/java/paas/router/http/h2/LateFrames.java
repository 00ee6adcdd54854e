package paas.router.http.h2;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The streams of one connection that the router reset last. What their clients sent before they
 * could know comes still and is dropped: it is neither a breach nor a flood, up to what the window
 * of a stream has room for (RFC 9113 section 5.1, "closed").
 */
final class LateFrames {
  private final int mostStreams;
  private final int mostFrames;
  private final Map<Integer, Integer> left = new LinkedHashMap<>();

  LateFrames(Http2Limits limits) {
    mostStreams = limits.streams();
    mostFrames = limits.streamWindow() / FloodGuard.SMALL;
  }

  /** This stream is reset: no other reset follows for what is on its way. */
  void expect(int stream) {
    boolean first = left.putIfAbsent(stream, mostFrames) == null;
    if (first && left.size() > mostStreams) {
      left.remove(left.keySet().iterator().next());
    }
  }

  /** Whether a frame of a stream that is over is one of those; behind the last of them none is. */
  boolean drops(int stream) {
    int frames = left.getOrDefault(stream, 0);
    if (frames > 0) {
      left.put(stream, frames - 1);
    }
    return frames > 0;
  }
}
