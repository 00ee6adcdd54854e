package paas.runner.capture;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One file of a container's log, held open: it can be read to its end even when rotation deletes it
 * meanwhile.
 */
final class LogFile implements Closeable {
  private static final int CHECKED_BYTES =
      128; // holds at least one engine timestamp in nanoseconds

  private final Identity identity;
  private final RandomAccessFile file;
  private final Gap gapBefore;

  /**
   * Which file it is, whatever its name is by now. The key is device and inode; a held file's inode
   * is not reused.
   */
  record Identity(Object key, long inode) {}

  private LogFile(Identity identity, RandomAccessFile file, Gap gapBefore) {
    this.identity = identity;
    this.file = file;
    this.gapBefore = gapBefore;
  }

  /** Opens the file with that key; empty when it has no longer that name. */
  static Optional<LogFile> open(Path path, Object key, Gap gapBefore) throws IOException {
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
      long inode = (Long) Files.getAttribute(path, "unix:ino");
      if (key(path)
          .equals(Optional.of(key))) { // before and after: so it was this one that was opened
        return Optional.of(new LogFile(new Identity(key, inode), file, gapBefore));
      }
      file.close();
    } catch (NoSuchFileException | FileNotFoundException e) {
      // rotated away since it was listed
    }
    return Optional.empty();
  }

  /** What identifies the file of that name now; empty when there is none. */
  static Optional<Object> key(Path path) throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  Object key() {
    return identity.key();
  }

  long inode() {
    return identity.inode();
  }

  /** What is missing between the file before and this one. */
  Gap gapBefore() {
    return gapBefore;
  }

  long size() throws IOException {
    return file.length();
  }

  /** Reads until the buffer is full or the file ends; returns how many bytes. */
  int read(long offset, byte[] into) throws IOException {
    file.seek(offset);
    int count = 0;
    while (count < into.length) {
      int more = file.read(into, count, into.length - count);
      if (more < 0) {
        break;
      }
      count += more;
    }
    return count;
  }

  /** A checksum of the bytes right before the offset, to know the file again. */
  int check(long offset) throws IOException {
    byte[] before = new byte[(int) Math.min(offset, CHECKED_BYTES)];
    int count = read(offset - before.length, before);
    CRC32C crc = new CRC32C();
    crc.update(before, 0, count);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
