package paas.router.logs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One reader that follows a stream: first lines of the past, then each new one, without hole or
 * double between the two.
 *
 * <p>For one reading thread; {@link #close} may come from any. A reader that is slower than the
 * stream loses the oldest waiting lines and is told so by a line in their place (L11); the stream
 * never waits for it.
 */
public final class LogTail implements AutoCloseable {
  private static final int MOST_AT_ONCE = 1_000;

  /** What the stream tells its new lines to. */
  final Follower follower =
      new Follower() {
        @Override
        public void offer(long firstId, List<LogLine> lines) {
          take(firstId, lines);
        }

        @Override
        public void end() {
          LogTail.this.end();
        }
      };

  private final LogFilter filter;
  private final Consumer<Follower> onClose;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TailQueue live; // guarded by lock
  private boolean ended; // guarded by lock

  // The reader's alone:
  private Supplier<List<StoredLine>> backlog = List::of;
  private Deque<StoredLine> past = new ArrayDeque<>();
  private boolean pastRead;

  LogTail(LogFilter filter, TailQueue live, Consumer<Follower> onClose) {
    this.filter = filter;
    this.live = live;
    this.onClose = onClose;
  }

  /** Sets what comes before the live lines; read by the reader's own thread at its first call. */
  void startWith(Supplier<List<StoredLine>> backlog) {
    this.backlog = backlog;
  }

  /**
   * The next lines in order, at most 1,000; waits for the first at most that long. Empty when there
   * was none in that time, or when the tail {@link #ended}.
   */
  public List<StoredLine> next(Duration atMost) throws InterruptedException {
    if (!pastRead) {
      past = new ArrayDeque<>(backlog.get());
      pastRead = true;
    }
    return past.isEmpty() ? nextLive(atMost.toNanos()) : take(past);
  }

  /**
   * No line will come any more: the tail was closed, its stream deleted, or the log router closed.
   */
  public boolean ended() {
    lock.lock();
    try {
      return ended && pastRead && past.isEmpty() && live.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the tail; a reader that waits returns. Idempotent. */
  @Override
  public void close() {
    onClose.accept(follower);
    end();
  }

  private void take(long firstId, List<LogLine> lines) {
    lock.lock();
    try {
      long id = firstId;
      for (LogLine line : lines) {
        if (filter.wants(line)) {
          live.add(new StoredLine(new LineId(id), line));
        }
        id++;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<StoredLine> nextLive(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (live.isEmpty() && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      return live.take(MOST_AT_ONCE);
    } finally {
      lock.unlock();
    }
  }

  private static List<StoredLine> take(Deque<StoredLine> lines) {
    List<StoredLine> taken = new ArrayList<>(Math.min(lines.size(), MOST_AT_ONCE));
    while (taken.size() < MOST_AT_ONCE && !lines.isEmpty()) {
      taken.add(lines.removeFirst());
    }
    return taken;
  }
}
