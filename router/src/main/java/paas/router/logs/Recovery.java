package paas.router.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.logs.Records.Entry;
import paas.router.logs.segment.ForwardScan;

/**
 * Finds a stream's state from its files: the newest is read whole, of the others only the first
 * record. A file whose first record cannot be read is set aside and reported, never overwritten.
 */
final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);
  private static final Pattern FILE = Pattern.compile("\\d{10,18}\\.log");
  private static final long FIRST_LINE_ID = 1;

  private final Positions positions;
  private long nextId = FIRST_LINE_ID;

  /**
   * @param segments oldest first, the newest last, its size where its last whole record ends
   */
  record State(List<Segment> segments, long nextId, Positions positions) {}

  private Recovery(Positions positions) {
    this.positions = positions;
  }

  static State read(Path dir, int originsBound) throws IOException {
    return new Recovery(new Positions(originsBound)).readFiles(files(dir));
  }

  private State readFiles(List<Path> newestFirst) throws IOException {
    List<Segment> segments = new ArrayList<>();
    for (Path file : newestFirst) {
      try (ForwardScan scan = new ForwardScan(file)) {
        segments.addFirst(readFile(file, scan, segments.isEmpty()));
      } catch (BadRecord e) {
        setAside(file, e);
      }
    }
    return new State(segments, nextId, positions);
  }

  private Segment readFile(Path file, ForwardScan scan, boolean newest) throws IOException {
    Entry.Snapshot snapshot = readSnapshot(scan);
    if (!newest) {
      return segment(file, snapshot, scan.fileSize());
    }
    nextId = snapshot.firstId();
    snapshot.held().forEach(positions::restore);
    Optional<ByteBuffer> payload = scan.next();
    while (payload.isPresent()) {
      apply(Records.read(payload.get()));
      payload = scan.next();
    }
    if (scan.end() < scan.fileSize()) {
      log.info(
          "Dropping {} bytes of an unfinished record from the end of {}",
          scan.fileSize() - scan.end(),
          file);
    }
    return segment(file, snapshot, scan.end());
  }

  private static Entry.Snapshot readSnapshot(ForwardScan scan) throws IOException {
    Optional<ByteBuffer> first = scan.next();
    if (first.isPresent() && Records.read(first.get()) instanceof Entry.Snapshot snapshot) {
      return snapshot;
    }
    throw new BadRecord("its first record is damaged");
  }

  private void apply(Entry entry) {
    switch (entry) {
      case Entry.Snapshot snapshot -> snapshot.held().forEach(positions::restore);
      case Entry.Lines lines -> {
        nextId = lines.firstId() + lines.count();
        lines.held().forEach(positions::restore);
      }
      case Entry.Forgotten forgotten -> positions.remove(forgotten.origin());
    }
  }

  private static Segment segment(Path file, Entry.Snapshot snapshot, long size) {
    String name = file.getFileName().toString();
    long number = Long.parseLong(name.substring(0, name.indexOf('.')));
    return new Segment(file, number, snapshot.firstId(), snapshot.created(), size);
  }

  private static void setAside(Path file, BadRecord cause) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
    Files.move(file, aside);
    log.error(
        "Log file {} cannot be read and is now {}; the stream goes on without it",
        file,
        aside,
        cause);
  }

  private static List<Path> files(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files
          .filter(file -> FILE.matcher(file.getFileName().toString()).matches())
          .sorted((a, b) -> b.getFileName().compareTo(a.getFileName()))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
