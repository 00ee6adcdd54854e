package paas.router.logs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One file of a stream.
 *
 * @param number its place among the stream's files
 * @param firstId the id of its first line, or of the line that would be
 * @param created when it was begun; all lines of older files were appended before
 * @param size how far it holds whole records
 */
record Segment(Path path, long number, long firstId, Instant created, long size) {

  /** A stream's files at one moment, oldest first, and the id that the next line would get. */
  record View(List<Segment> segments, long nextId) {}

  static String fileName(long number) {
    return String.format("%010d.log", number);
  }

  Segment withSize(long other) {
    return new Segment(path, number, firstId, created, other);
  }
}
