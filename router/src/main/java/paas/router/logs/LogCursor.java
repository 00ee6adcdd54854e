package paas.router.logs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.logs.Records.Entry;
import paas.router.logs.segment.ForwardScan;

/**
 * One reader that goes through a stream forward, at its own pace: what it has not read yet waits on
 * disk as long as the stream is kept, and takes no memory. Ids of the lines that it is given have a
 * gap where retention was faster.
 *
 * <p>For one reading thread; {@link #close} may come from any.
 */
public final class LogCursor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LogCursor.class);

  /** What the stream tells of its new lines. */
  final Follower follower =
      new Follower() {
        @Override
        public void offer(long firstId, List<LogLine> lines) {
          if (!lines.isEmpty()) {
            signal(() -> news = true);
          }
        }

        @Override
        public void end() {
          signal(() -> ended = true);
        }
      };

  private final StreamLog stream;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean news; // guarded by lock
  private boolean ended; // guarded by lock

  /** Where the record begins that was read last; only the reader's. */
  private Place place = new Place(0, 0, Long.MAX_VALUE);

  /**
   * A record's place.
   *
   * @param segment the number of its file
   * @param offset of its first byte
   * @param firstId no earlier record holds a line from this id on
   */
  private record Place(long segment, long offset, long firstId) {}

  LogCursor(StreamLog stream) {
    this.stream = stream;
  }

  /**
   * The lines behind that one, oldest first, as many as the bound allows but at least one; waits
   * for it at most that long. Empty when there was none in that time, or when {@link #ended}.
   *
   * @throws UncheckedIOException when they cannot be read now
   */
  public List<StoredLine> next(LineId after, LogLimits.Bound bound, Duration atMost)
      throws InterruptedException {
    long left = atMost.toNanos();
    forgetNews();
    List<StoredLine> lines = read(after.value(), bound);
    while (lines.isEmpty() && left > 0 && !ended()) {
      left = awaitNews(left);
      lines = read(after.value(), bound);
    }
    return lines;
  }

  /** The last line that there is; its id is 0 in an empty stream. */
  public LineId newest() {
    return new LineId(stream.view().nextId() - 1);
  }

  /** No line will come any more: closed, the stream deleted, or the log router closed. */
  public boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** A reader that waits returns. Idempotent. */
  @Override
  public void close() {
    stream.detach(follower);
    follower.end();
  }

  private void signal(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void forgetNews() {
    lock.lock();
    try {
      news = false;
    } finally {
      lock.unlock();
    }
  }

  private long awaitNews(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!news && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      news = false;
      return left;
    } finally {
      lock.unlock();
    }
  }

  private List<StoredLine> read(long after, LogLimits.Bound bound) {
    Segment.View view = stream.view();
    Taken taken = new Taken(after, bound);
    if (after >= view.nextId() - 1) {
      return taken.lines;
    }
    List<Segment> segments = view.segments();
    for (int i = holding(segments, after + 1); i < segments.size() && !taken.full; i++) {
      read(segments.get(i), taken);
    }
    return taken.lines;
  }

  /** Which of the files that line is in; the first where it is gone. */
  private static int holding(List<Segment> segments, long id) {
    int index = Math.max(0, segments.size() - 1);
    while (index > 0 && segments.get(index).firstId() > id) {
      index--;
    }
    return index;
  }

  private void read(Segment segment, Taken taken) {
    boolean known = place.segment() == segment.number() && place.firstId() <= taken.after + 1;
    long offset = known ? place.offset() : 0;
    try (ForwardScan scan = new ForwardScan(segment.path(), offset)) {
      Optional<ByteBuffer> payload = scan.next();
      // What lies beyond is being written, and may yet be taken back.
      while (payload.isPresent() && scan.end() <= segment.size() && !taken.full) {
        if (Records.read(payload.get()) instanceof Entry.Lines lines && taken.add(lines)) {
          place = new Place(segment.number(), offset, lines.firstId());
        }
        offset = scan.end();
        payload = taken.full ? Optional.empty() : scan.next();
      }
    } catch (FileNotFoundException | NoSuchFileException e) {
      log.debug("{} is gone by now", segment.path());
    } catch (FileSystemException e) {
      // It may be opened later, as when there are too many open files.
      taken.full = true;
      if (taken.lines.isEmpty()) {
        throw new UncheckedIOException(e);
      }
    } catch (IOException e) {
      log.warn("Lines of {} are left out", segment.path(), e);
    }
  }

  /** What one read found. */
  private static final class Taken {
    private final long after;
    private final LogLimits.Bound bound;
    private final List<StoredLine> lines = new ArrayList<>();
    private long bytes;
    private boolean full;

    private Taken(long after, LogLimits.Bound bound) {
      this.after = after;
      this.bound = bound;
    }

    /** False where none of them are behind {@link #after}. */
    private boolean add(Entry.Lines entry) {
      if (entry.count() == 0 || entry.firstId() + entry.count() - 1 <= after) {
        return false;
      }
      for (StoredLine line : Records.decode(entry)) {
        if (line.id().value() > after) {
          add(line);
        }
      }
      return true;
    }

    private void add(StoredLine line) {
      bytes += line.line().text().length();
      boolean fits = lines.size() < bound.lines() && bytes <= bound.bytes() || lines.isEmpty();
      full = full || !fits;
      if (!full) {
        lines.add(line);
      }
    }
  }
}
