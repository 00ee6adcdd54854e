package paas.router.logs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.logs.Records.Entry;
import paas.router.logs.segment.BackwardScan;

/**
 * One read of a stream's past, from its newest line backwards until there are enough. Takes no
 * lock: what it reads does not change, and a file that retention deletes meanwhile is simply the
 * end.
 */
final class Past {
  private static final Logger log = LoggerFactory.getLogger(Past.class);

  private final LogFilter filter;
  private final LogLimits.Bound bound;
  private final long after;
  private final List<StoredLine> newestFirst = new ArrayList<>();
  private long bytes;
  private long from;
  private boolean done;

  /**
   * What was read, oldest first.
   *
   * @param from no line from this id on is missing in it that the filter wants
   */
  record Lines(List<StoredLine> lines, long from) {}

  private Past(LogFilter filter, LogLimits.Bound bound, long after) {
    this.filter = filter;
    this.bound = bound;
    this.after = after;
  }

  /** The newest lines that the filter wants, with ids above {@code after}, oldest first. */
  static Lines read(Segment.View view, LogFilter filter, LogLimits.Bound bound, long after) {
    Past past = new Past(filter, bound, after);
    past.from = view.nextId();
    past.done = bound.lines() < 1;
    for (Segment segment : view.segments().reversed()) {
      if (!past.done) {
        past.read(segment);
      }
    }
    Collections.reverse(past.newestFirst);
    return new Lines(past.newestFirst, past.from);
  }

  private void read(Segment segment) {
    try (BackwardScan scan = new BackwardScan(segment.path(), segment.size())) {
      Optional<ByteBuffer> payload = scan.next();
      while (payload.isPresent() && !done) {
        if (Records.read(payload.get()) instanceof Entry.Lines lines) {
          take(lines);
        }
        payload = scan.next();
      }
    } catch (FileNotFoundException e) {
      done = true;
    } catch (IOException e) {
      log.warn("Lines of {} are left out", segment.path(), e);
    }
  }

  private void take(Entry.Lines entry) {
    if (entry.count() == 0) {
      return;
    }
    if (entry.firstId() + entry.count() - 1 <= after) {
      done = true;
      return;
    }
    for (StoredLine line : Records.decode(entry).reversed()) {
      if (!done && line.id().value() > after) {
        take(line);
      }
    }
  }

  private void take(StoredLine line) {
    if (filter.wants(line.line())) {
      bytes += line.line().text().length();
      if (newestFirst.size() >= bound.lines()
          || (bytes > bound.bytes() && !newestFirst.isEmpty())) {
        done = true;
        return;
      }
      newestFirst.add(line);
      done = newestFirst.size() >= bound.lines();
    }
    from = line.id().value();
  }
}
