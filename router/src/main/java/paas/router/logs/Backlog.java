package paas.router.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** The past that a tail begins with. */
final class Backlog {
  private Backlog() {}

  /**
   * Reads up to the view's end, where the tail's live lines begin.
   *
   * @param skipped makes the line that says how many are missing between {@code after} and the
   *     first
   */
  static List<StoredLine> read(
      Segment.View view,
      LogFilter filter,
      LogLimits.Bound bound,
      Optional<LineId> after,
      LongFunction<LogLine> skipped) {
    if (after.isEmpty()) {
      return Past.read(view, filter, bound, 0).lines();
    }
    long seen = after.get().value();
    Past.Lines past = Past.read(view, filter, bound, seen);
    long missing = past.from() - 1 - seen;
    if (missing <= 0) {
      return past.lines();
    }
    List<StoredLine> lines = new ArrayList<>(past.lines().size() + 1);
    lines.add(new StoredLine(new LineId(past.from() - 1), skipped.apply(missing)));
    lines.addAll(past.lines());
    return lines;
  }
}
