package paas.router.logs.segment;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a file's records from an end backwards, in memory of one window or one record, whichever is
 * larger.
 */
public final class BackwardScan implements Closeable {
  private static final int WINDOW = 64 * 1024;

  private final Path path;
  private final RandomAccessFile file;
  private long end;
  private byte[] window = new byte[0];
  private long windowStart;

  /**
   * @param end where a record ends; what lies beyond is not looked at
   */
  public BackwardScan(Path path, long end) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "r");
    this.end = end;
    this.windowStart = end;
  }

  /** The payload of the record before; empty at the file's start. Valid until the next call. */
  public Optional<ByteBuffer> next() throws IOException {
    if (end == 0) {
      return Optional.empty();
    }
    check(end >= RecordWriter.OVERHEAD, "the file's start");
    int length = bytes(end - RecordWriter.TAIL, RecordWriter.TAIL).getInt();
    check(length >= 1 && length <= end - RecordWriter.OVERHEAD, "its length");
    long start = end - length - RecordWriter.OVERHEAD;
    ByteBuffer frame = bytes(start, length + RecordWriter.OVERHEAD);
    ByteBuffer payload = frame.slice(frame.position() + RecordWriter.HEAD, length);
    check(
        frame.getInt() == length && frame.getInt() == RecordWriter.crc(payload.duplicate()),
        "its checksum");
    end = start;
    return Optional.of(payload);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private ByteBuffer bytes(long from, int count) throws IOException {
    if (from < windowStart) {
      fill(from + count, count);
    }
    return ByteBuffer.wrap(window, (int) (from - windowStart), count);
  }

  private void fill(long upTo, int atLeast) throws IOException {
    int size = (int) Math.min(upTo, Math.max(atLeast, WINDOW));
    if (window.length != size) {
      window = new byte[size];
    }
    windowStart = upTo - size;
    file.seek(windowStart);
    file.readFully(window);
  }

  private void check(boolean right, String what) throws IOException {
    if (!right) {
      throw new IOException(
          "The record that ends at " + end + " of " + path + " is damaged: " + what + " is wrong");
    }
  }
}
