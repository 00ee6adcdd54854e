package paas.router.logs.segment;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file's records in their order and finds where the last whole one ends. */
public final class ForwardScan implements Closeable {
  private static final int WINDOW = 64 * 1024;

  private final DataInputStream in;
  private final long fileSize;
  private long end;

  public ForwardScan(Path path) throws IOException {
    this(path, 0);
  }

  /** From a record's first byte on. */
  public ForwardScan(Path path, long from) throws IOException {
    fileSize = Files.size(path);
    end = from;
    SeekableByteChannel file = Files.newByteChannel(path).position(from);
    in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), WINDOW));
  }

  /** The next record's payload; empty at the end and at the first record that is not whole. */
  public Optional<ByteBuffer> next() throws IOException {
    if (fileSize - end < RecordWriter.OVERHEAD) {
      return Optional.empty();
    }
    try {
      return readRecord();
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  /** Where the last record that {@link #next} returned ends. */
  public long end() {
    return end;
  }

  public long fileSize() {
    return fileSize;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private Optional<ByteBuffer> readRecord() throws IOException {
    int length = in.readInt();
    int crc = in.readInt();
    if (length < 1 || length > fileSize - end - RecordWriter.OVERHEAD) {
      return Optional.empty();
    }
    ByteBuffer payload = ByteBuffer.wrap(in.readNBytes(length));
    if (payload.remaining() != length
        || in.readInt() != length
        || RecordWriter.crc(payload.duplicate()) != crc) {
      return Optional.empty();
    }
    end += length + RecordWriter.OVERHEAD;
    return Optional.of(payload);
  }
}
