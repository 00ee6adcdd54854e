package paas.router.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.logs.Records.Held;
import paas.router.logs.segment.OpenFiles;
import paas.router.logs.segment.RecordWriter;

/**
 * One stream: gives each line its id, writes it, and hands it to those who follow. Read from disk
 * at its first use.
 *
 * <p>The lock is held while a record is written, for the order of the lock is the order of the
 * file; nobody but this stream's own writers ever waits for it.
 */
final class StreamLog implements OpenFiles.Owner {
  private static final Logger log = LoggerFactory.getLogger(StreamLog.class);

  private enum Phase {
    LIVE,
    /** Appends have no effect: a container of a deleted app may say its last words late. */
    DELETED,
    /** Appends are refused: whoever captures keeps them for the next start. */
    CLOSED
  }

  private final Path dir;
  private final LogLimits limits;
  private final Clock clock;
  private final String platform;
  private final OpenFiles openFiles;

  private final ReentrantLock lock = new ReentrantLock(); // guards the fields below
  private @Nullable StreamFiles files; // null until first used
  private Positions positions;
  private long nextId;
  private Phase phase = Phase.LIVE;
  private final Unstored unstored = new Unstored();
  private final List<Follower> followers = new CopyOnWriteArrayList<>();

  StreamLog(Path dir, LogLimits limits, Clock clock, String platform, OpenFiles openFiles) {
    this.dir = dir;
    this.limits = limits;
    this.clock = clock;
    this.platform = platform;
    this.openFiles = openFiles;
    this.positions = new Positions(limits.files().origins());
  }

  /**
   * @param held the position that the lines lead to, none or one
   */
  void append(List<Held> held, List<LogLine> lines) {
    List<LogLine> cut = LineSplitter.split(lines, limits.lineBytes());
    RecordWriter record = Records.lines(held, cut);
    if (record.size() > limits.files().batchBytes()) {
      throw new IllegalArgumentException(
          "A batch of "
              + record.size()
              + " bytes is over the bound of "
              + limits.files().batchBytes());
    }
    lock.lock();
    try {
      switch (phase) {
        case LIVE -> store(record, held, cut);
        case DELETED -> log.debug("{} lines after the end of the stream in {}", cut.size(), dir);
        case CLOSED -> throw new IllegalStateException("The log router is closed");
      }
    } finally {
      lock.unlock();
    }
    openFiles.trim();
  }

  void forget(Origin origin) {
    lock.lock();
    try {
      if (phase == Phase.LIVE) {
        StreamFiles into = loaded();
        if (positions.remove(origin)) {
          into.append(Records.forgotten(origin));
          openFiles.used(this);
        }
      }
    } catch (IOException e) {
      log.warn("Origin {} could not be forgotten in {}", origin.value(), dir, e);
    } finally {
      lock.unlock();
    }
    openFiles.trim();
  }

  Optional<Position> position(Origin origin) {
    lock.lock();
    try {
      if (phase == Phase.DELETED) {
        return Optional.empty();
      }
      if (phase == Phase.LIVE) {
        loaded();
      }
      return positions.find(origin);
    } catch (IOException e) {
      throw new UncheckedIOException("The log stream in " + dir + " cannot be read", e);
    } finally {
      lock.unlock();
    }
  }

  Segment.View view() {
    lock.lock();
    try {
      return phase == Phase.DELETED ? new Segment.View(List.of(), nextId) : loaded().view(nextId);
    } catch (IOException e) {
      throw new UncheckedIOException("The log stream in " + dir + " cannot be read", e);
    } finally {
      lock.unlock();
    }
  }

  /** From here on it hears of every line with an id from the returned view's next one. */
  Segment.View attach(Follower follower) {
    lock.lock();
    try {
      Segment.View view = view();
      if (phase == Phase.LIVE) {
        followers.add(follower);
      } else {
        follower.end();
      }
      return view;
    } finally {
      lock.unlock();
    }
  }

  void detach(Follower follower) {
    followers.remove(follower);
  }

  /**
   * Lets go of files that are over by age or size and of positions that nobody uses, and says what
   * could not be stored if there is room again. Positions only here, for by the first sweep
   * everything that runs was asked for.
   */
  void sweep() {
    lock.lock();
    try {
      if (phase == Phase.LIVE) {
        StreamFiles swept = loaded();
        positions.trim();
        if (swept.hasLines(nextId) && swept.isFull(clock.instant())) {
          swept.roll(nextId, clock.instant(), positions.all());
          openFiles.used(this);
        }
        sayUnstored(swept);
        swept.expire(nextId, clock.instant());
      }
    } catch (IOException e) {
      log.warn("The log stream in {} could not be swept", dir, e);
    } finally {
      lock.unlock();
    }
    openFiles.trim();
  }

  /** Who follows is told that it ended, appends are refused, what is stored stays. */
  void close() {
    end(Phase.CLOSED);
  }

  /**
   * Who follows is told that it ended, and the stream is empty for good; deleting the files is up
   * to the caller.
   */
  void delete() {
    end(Phase.DELETED);
  }

  private void end(Phase last) {
    lock.lock();
    try {
      if (phase == Phase.LIVE && files != null) {
        sayUnstored(files);
      }
      closeFile();
    } catch (IOException e) {
      log.warn("The log stream in {} was not closed cleanly", dir, e);
    } finally {
      phase = last;
      followers.forEach(Follower::end);
      lock.unlock();
    }
  }

  @Override
  public boolean closeIfIdle() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      if (files != null) {
        files.close();
      }
    } catch (IOException e) {
      log.warn("A file in {} was not closed cleanly", dir, e);
    } finally {
      lock.unlock();
    }
    return true;
  }

  private void store(RecordWriter record, List<Held> held, List<LogLine> lines) {
    Instant now = clock.instant();
    try {
      StreamFiles into = loaded();
      boolean full = into.isFull(now);
      if (full) {
        into.roll(nextId, now, positions.all());
      }
      sayUnstored(into);
      write(into, record, lines);
      held.forEach(positions::move);
      openFiles.used(this);
      if (full) {
        into.expire(nextId, now);
      }
    } catch (IOException e) {
      if (unstored.add(lines.size(), now, e)) {
        log.error("Lines of the stream in {} cannot be stored and are dropped", dir, e);
      }
    }
  }

  private void sayUnstored(StreamFiles into) throws IOException {
    if (unstored.any()) {
      List<LogLine> notice = List.of(unstored.notice(platform, clock.instant()));
      write(into, Records.lines(List.of(), notice), notice);
      unstored.said();
    }
  }

  private void write(StreamFiles into, RecordWriter record, List<LogLine> lines)
      throws IOException {
    Records.setFirstId(record, nextId);
    into.append(record);
    for (Follower follower : followers) {
      follower.offer(nextId, lines);
    }
    nextId += lines.size();
  }

  private StreamFiles loaded() throws IOException {
    StreamFiles current = files;
    if (current == null) {
      Recovery.State state = Recovery.read(dir, limits.files().origins());
      nextId = state.nextId();
      positions = state.positions();
      current = new StreamFiles(dir, limits, state.segments());
      files = current;
    }
    return current;
  }

  private void closeFile() throws IOException {
    openFiles.closed(this);
    if (files != null) {
      files.close();
    }
  }
}
