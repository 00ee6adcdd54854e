package paas.router.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import paas.router.logs.LogLimits.Bound;
import paas.router.logs.Records.Held;
import paas.router.logs.segment.OpenFiles;

/**
 * Stores the lines of all apps, one stream each, and serves them: the last ones, and tails that
 * follow.
 *
 * <p>Thread-safe; calls on different streams do not wait for each other. One process has a
 * directory at a time (paasd's lock on its home sees to that).
 */
public final class LogRouter implements AutoCloseable {
  private static final String DEFAULT_PLATFORM = "paas";

  private final Path dir;
  private final LogLimits limits;
  private final Clock clock;
  private final String platform;
  private final Streams streams;
  private final Sweeper sweeper;

  private LogRouter(Path dir, LogLimits limits, Clock clock, String platform) {
    this.dir = dir;
    this.limits = limits;
    this.clock = clock;
    this.platform = platform;
    OpenFiles files = new OpenFiles(limits.files().open());
    this.streams =
        new Streams(id -> new StreamLog(dir.resolve(id.value()), limits, clock, platform, files));
    this.sweeper = new Sweeper(this::sweep, limits.files().sweep());
  }

  public static LogRouter open(Path dir, LogLimits limits, Clock clock) {
    return open(dir, limits, clock, DEFAULT_PLATFORM);
  }

  /**
   * Opens the store; streams are read at their first use.
   *
   * @param platform the source of the lines that the log router itself says
   */
  public static LogRouter open(Path dir, LogLimits limits, Clock clock, String platform) {
    try {
      Files.createDirectories(dir);
      StreamDirectories.finishDeletes(dir);
    } catch (IOException e) {
      throw new UncheckedIOException("The log directory " + dir + " cannot be used", e);
    }
    LogRouter router = new LogRouter(dir, limits, clock, platform);
    router.sweeper.start();
    return router;
  }

  /**
   * Appends lines and moves their origin's position, both or none, whatever happens. Returns once a
   * kill of this process cannot take them any more. Lines over the bound are cut. When the disk
   * does not take them they are dropped, the position stays, and the next line that can be stored
   * is preceded by one that says how many.
   *
   * @param lines may be empty, to move the position alone
   * @throws IllegalArgumentException when the lines are more than {@link
   *     LogLimits.Files#batchBytes} in all
   * @throws IllegalStateException after {@link #close}
   */
  public void append(StreamId stream, Origin origin, Position after, List<LogLine> lines) {
    streams.find(stream).append(List.of(new Held(origin, after)), List.copyOf(lines));
  }

  /** Appends one line of somebody who keeps no position. */
  public void append(StreamId stream, LogLine line) {
    streams.find(stream).append(List.of(), List.of(line));
  }

  /**
   * Where the last append for this origin led to; survives a kill. Whoever asks goes on with it: it
   * is kept until {@link #forget}.
   */
  public Optional<Position> position(StreamId stream, Origin origin) {
    return streams.find(stream).position(origin);
  }

  /**
   * The last lines that the filter wants, oldest first: at most that many, and at most {@link
   * LogLimits#read}.
   */
  public List<LogLine> last(StreamId stream, int lines, LogFilter filter) {
    return Past.read(streams.find(stream).view(), filter, atMost(lines), 0).lines().stream()
        .map(StoredLine::line)
        .toList();
  }

  /**
   * Follows a stream. The past comes first: the last lines, or, for a client that comes back, those
   * after the id it saw last (at most {@link LogLimits#read}; a line says how many were skipped).
   *
   * @param backlog how many past lines; not looked at when {@code after} is given
   */
  public LogTail tail(StreamId stream, int backlog, LogFilter filter, Optional<LineId> after) {
    StreamLog followed = streams.find(stream);
    LogTail tail = new LogTail(filter, queue(), followed::detach);
    Segment.View view = followed.attach(tail.follower);
    tail.startWith(() -> backlog(view, backlog, filter, after));
    return tail;
  }

  /**
   * What {@link #tail} begins with, and then it ends: lines that are written meanwhile do not come.
   */
  public LogTail past(StreamId stream, int lines, LogFilter filter, Optional<LineId> after) {
    LogTail past = new LogTail(filter, queue(), _ -> {});
    Segment.View view = streams.find(stream).view();
    past.startWith(() -> backlog(view, lines, filter, after));
    past.end();
    return past;
  }

  /** Follows a stream from wherever its reader says, without losing lines to a slow one. */
  public LogCursor cursor(StreamId stream) {
    StreamLog followed = streams.find(stream);
    LogCursor cursor = new LogCursor(followed);
    followed.attach(cursor.follower);
    return cursor;
  }

  private TailQueue queue() {
    return new TailQueue(limits.tail(), clock, platform);
  }

  private List<StoredLine> backlog(
      Segment.View view, int lines, LogFilter filter, Optional<LineId> after) {
    Bound bound = after.isPresent() ? limits.read() : atMost(lines);
    LongFunction<LogLine> skipped = count -> Notices.skipped(platform, clock.instant(), count);
    return Backlog.read(view, filter, bound, after, skipped);
  }

  /**
   * Ends the stream's tails and deletes its lines; the id is not used again, later appends to it
   * have no effect.
   */
  public void delete(StreamId stream) {
    streams.delete(stream);
    try {
      StreamDirectories.delete(dir.resolve(stream.value()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The lines of stream " + stream.value() + " could not all be deleted", e);
    }
  }

  /** Drops the position of an origin that is over, such as a removed container. Idempotent. */
  public void forget(StreamId stream, Origin origin) {
    streams.find(stream).forget(origin);
  }

  /** The streams that have lines on disk, in no order. */
  public List<StreamId> streams() {
    try {
      return StreamDirectories.list(dir);
    } catch (IOException e) {
      throw new UncheckedIOException("The log directory " + dir + " cannot be listed", e);
    }
  }

  /** Ends all tails and closes all files. */
  @Override
  public void close() {
    sweeper.close();
    streams.close();
  }

  /** Applies retention to every stream there is. */
  void sweep() {
    streams().forEach(stream -> streams.find(stream).sweep());
  }

  private Bound atMost(int lines) {
    return new Bound(Math.min(lines, limits.read().lines()), limits.read().bytes());
  }
}
