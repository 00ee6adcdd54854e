package paas.router.logs;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The lines that wait for one tail's reader, bounded by number and bytes. Over the bound the oldest
 * go; the next line taken is then one that says how many went, with the id of the last that did.
 * Not thread-safe.
 */
final class TailQueue {
  private final LogLimits.Bound bound;
  private final Clock clock;
  private final String platform;
  private final Deque<StoredLine> lines = new ArrayDeque<>();
  private long bytes;
  private long dropped;
  private Instant droppedSince = Instant.MIN;
  private LineId droppedUpTo = new LineId(0);

  TailQueue(LogLimits.Bound bound, Clock clock, String platform) {
    this.bound = bound;
    this.clock = clock;
    this.platform = platform;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  void add(StoredLine line) {
    lines.addLast(line);
    bytes += line.line().text().length();
    while (lines.size() > 1 && (lines.size() > bound.lines() || bytes > bound.bytes())) {
      drop();
    }
  }

  List<StoredLine> take(int most) {
    List<StoredLine> taken = new ArrayList<>(Math.min(lines.size() + 1, most + 1));
    if (dropped > 0) {
      taken.add(overflow());
      dropped = 0;
    }
    while (taken.size() < most && !lines.isEmpty()) {
      taken.add(removeFirst());
    }
    return taken;
  }

  private void drop() {
    if (dropped == 0) {
      droppedSince = clock.instant();
    }
    droppedUpTo = removeFirst().id();
    dropped++;
  }

  private StoredLine removeFirst() {
    StoredLine first = lines.removeFirst();
    bytes -= first.line().text().length();
    return first;
  }

  private StoredLine overflow() {
    return new StoredLine(
        droppedUpTo, Notices.tailOverflow(platform, clock.instant(), dropped, droppedSince));
  }
}
