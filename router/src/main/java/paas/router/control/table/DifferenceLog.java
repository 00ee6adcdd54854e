package paas.router.control.table;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.Known;
import paas.router.http.RouteTable;

/**
 * Tables on disk, each as its difference from the one before, the first from one that is saved
 * elsewhere: of each the length, a checksum, and what {@link TableCodec} writes. One that a crash
 * cut short ends the log.
 */
final class DifferenceLog {
  private static final Logger log = LoggerFactory.getLogger(DifferenceLog.class);

  /** What {@link TableFile} lets it grow to, and the last one. */
  private static final long MAX_BYTES = 2L * TableCodec.MAX_BYTES;

  private final Path file;
  private @Nullable FileChannel open;
  private long bytes;
  private int count;

  DifferenceLog(Path file) {
    this.file = file;
  }

  /** How many bytes were appended since it was cleared. */
  long bytes() {
    return bytes;
  }

  /** How many tables were appended since it was cleared. */
  int count() {
    return count;
  }

  /** What the file is at this moment. */
  FileMark mark() throws IOException {
    return FileMark.of(file);
  }

  /** Forgets all. */
  void clear() throws IOException {
    FileChannel last = open;
    open = null;
    if (last != null) {
      last.close();
    }
    Files.deleteIfExists(file);
    bytes = 0;
    count = 0;
  }

  /**
   * After it was cleared; on disk once it returns. Of a failure nothing but a clear helps.
   *
   * @throws IllegalArgumentException if the table is too large
   */
  void append(RouteTable table, RouteTable former) throws IOException {
    FileChannel out = opened();
    CheckedBody body =
        CheckedBody.write(out, bytes, stream -> TableCodec.writeDifference(stream, table, former));
    body.complete(out, bytes, body.length());
    bytes += CheckedBody.HEADER + body.length();
    count++;
    out.force(false);
  }

  private FileChannel opened() throws IOException {
    FileChannel known = open;
    if (known != null) {
      return known;
    }
    FileChannel fresh = WholeFile.create(file);
    open = fresh;
    WholeFile.forceEntry(file);
    return fresh;
  }

  /** The last table that the log leads to from this one, which is itself where it leads nowhere. */
  RouteTable replay(RouteTable from) {
    RouteTable table = from;
    try {
      if (!Files.exists(file)) {
        return table;
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("The file is larger than any that the router writes");
      }
      ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(file));
      while (records.hasRemaining()) {
        table = next(records, table);
      }
    } catch (IOException e) {
      log.info("{} ends with table {}: {}", file.getFileName(), table.generation(), e.toString());
    }
    return table;
  }

  private static RouteTable next(ByteBuffer records, RouteTable former) throws IOException {
    if (records.remaining() < CheckedBody.HEADER) {
      throw new IOException("What follows is cut short");
    }
    int length = records.getInt();
    int expected = records.getInt();
    if (length < 1 || length > records.remaining()) {
      throw new IOException("What follows is cut short");
    }
    if (CheckedBody.checksum(records.slice(records.position(), length)) != expected) {
      throw new IOException("The checksum of what follows does not match");
    }
    DataInputStream body =
        new DataInputStream(new ByteArrayInputStream(records.array(), records.position(), length));
    RouteTable table = TableCodec.read(body, Known.NOTHING, former);
    records.position(records.position() + length);
    return table;
  }
}
