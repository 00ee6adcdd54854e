package paas.router.logs.segment;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * One file open for appending records. An append that fails (disk full) leaves nothing of itself.
 * Not thread-safe.
 *
 * <p>A RandomAccessFile and not a FileChannel: an interrupted writer would close a channel for all.
 */
public final class Appender implements Closeable {
  private static final String DRAFT = "next.draft";

  private final RandomAccessFile file;
  private long size;
  private boolean dirty;

  private Appender(RandomAccessFile file, long size) {
    this.file = file;
    this.size = size;
  }

  /** Makes the file with its first record, on disk and under its name only when it is whole. */
  public static Appender create(Path path, RecordWriter first) throws IOException {
    Path draft = path.resolveSibling(DRAFT);
    Appender appender = new Appender(new RandomAccessFile(draft.toFile(), "rw"), 0);
    try {
      appender.dirty = true; // a kill may have left an older draft
      appender.append(first);
      appender.force();
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
      return appender;
    } catch (IOException e) {
      appender.file.close();
      throw e;
    }
  }

  /** Opens a file; cuts off what lies beyond the size, which is the torn end that a kill left. */
  public static Appender open(Path path, long size) throws IOException {
    if (Files.size(path) < size) {
      throw new IOException(
          path + " is shorter than the " + size + " bytes that were written to it");
    }
    Appender appender = new Appender(new RandomAccessFile(path.toFile(), "rw"), size);
    try {
      appender.dirty = true;
      appender.cutBack();
      return appender;
    } catch (IOException e) {
      appender.file.close();
      throw e;
    }
  }

  /**
   * Returns once the record is in the operating system's hands: a kill of this process cannot take
   * it any more.
   */
  public void append(RecordWriter record) throws IOException {
    cutBack();
    ByteBuffer frame = record.frame();
    dirty = true;
    file.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
    dirty = false;
    size += frame.remaining();
  }

  /** How long the file is, in whole records. */
  public long size() {
    return size;
  }

  /** Returns once the file is on the disk. */
  public void force() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    try {
      cutBack();
    } finally {
      file.close();
    }
  }

  private void cutBack() throws IOException {
    if (dirty) {
      file.setLength(size);
      file.seek(size);
      dirty = false;
    }
  }
}
