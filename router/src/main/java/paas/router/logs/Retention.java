package paas.router.logs;

import java.time.Instant;
import java.util.List;

/** Decides which of a stream's files are over: pure, oldest first, never the newest file. */
final class Retention {
  private Retention() {}

  /** How many of the oldest files go now. */
  static int expired(Segment.View view, LogLimits.Kept kept, Instant now) {
    List<Segment> segments = view.segments();
    long bytes = segments.stream().mapToLong(Segment::size).sum();
    int gone = 0;
    while (gone < segments.size() - 1) {
      Segment next = segments.get(gone + 1);
      boolean tooOld = next.created().plus(kept.age()).isBefore(now);
      boolean tooMuch = bytes > kept.bytes() && view.nextId() - next.firstId() >= kept.lines();
      if (!tooOld && !tooMuch) {
        break;
      }
      bytes -= segments.get(gone).size();
      gone++;
    }
    return gone;
  }
}
