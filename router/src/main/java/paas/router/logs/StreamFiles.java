package paas.router.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import paas.router.logs.Records.Held;
import paas.router.logs.segment.Appender;
import paas.router.logs.segment.RecordWriter;

/**
 * The files of one stream: the newest is appended to, the others only read and, in the end,
 * deleted. Not thread-safe.
 */
final class StreamFiles {
  private final Path dir;
  private final LogLimits limits;
  private final List<Segment> segments; // oldest first; the last is the one appended to
  private @Nullable Appender open;

  StreamFiles(Path dir, LogLimits limits, List<Segment> segments) {
    this.dir = dir;
    this.limits = limits;
    this.segments = new ArrayList<>(segments);
  }

  /** Whether the next record belongs into a new file. */
  boolean isFull(Instant now) {
    return segments.isEmpty()
        || newest().size() >= limits.files().bytes()
        || newest().created().plus(limits.files().span()).isBefore(now);
  }

  boolean hasLines(long nextId) {
    return !segments.isEmpty() && newest().firstId() < nextId;
  }

  /**
   * Puts the newest file safely on the disk and begins another. If that fails the old one stays the
   * newest.
   */
  void roll(long nextId, Instant now, Collection<Held> positions) throws IOException {
    if (segments.isEmpty()) {
      Files.createDirectories(dir);
    } else {
      open().force();
      close();
    }
    long number = segments.isEmpty() ? 1 : newest().number() + 1;
    Path path = dir.resolve(Segment.fileName(number));
    Appender created = Appender.create(path, Records.snapshot(nextId, now, positions));
    segments.add(new Segment(path, number, nextId, now, created.size()));
    open = created;
  }

  /** All or nothing: after an exception the file is as it was. */
  void append(RecordWriter record) throws IOException {
    Appender appender = open();
    appender.append(record);
    segments.set(segments.size() - 1, newest().withSize(appender.size()));
  }

  Segment.View view(long nextId) {
    return new Segment.View(List.copyOf(segments), nextId);
  }

  /** Deletes what retention does not keep. */
  void expire(long nextId, Instant now) throws IOException {
    int gone = Retention.expired(view(nextId), limits.kept(), now);
    for (int i = 0; i < gone; i++) {
      Files.deleteIfExists(segments.getFirst().path());
      segments.removeFirst();
    }
  }

  /** Closes the newest file if it is open; the next append opens it again. */
  void close() throws IOException {
    Appender was = open;
    open = null;
    if (was != null) {
      was.close();
    }
  }

  private Appender open() throws IOException {
    Appender current = open;
    if (current == null) {
      current = Appender.open(newest().path(), newest().size());
      open = current;
    }
    return current;
  }

  private Segment newest() {
    return segments.getLast();
  }
}
