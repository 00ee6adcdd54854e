package paas.platform.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import paas.platform.build.Source;
import paas.platform.fault.Rejected;

/** A zip as a source. Its list of files is bounded before anything is read into memory. */
final class ZipTree implements Source {
  /** The end record: APPNOTE.TXT 4.3.16; before it a ZIP64 locator, 4.3.15. */
  private static final int END = 0x06054b50;

  private static final int END_LENGTH = 22;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int MOST_ENTRIES = 0xfffe;
  private static final long LARGEST_LIST = 12L << 20;
  private static final int LONGEST_LINK = 4096;

  private final Path file;

  ZipTree(Path file) {
    this.file = file;
  }

  @Override
  public void writeTar(OutputStream out) throws IOException {
    boundList();
    try (ZipFile zip = ZipFile.builder().setPath(file).get();
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements()) {
        write(zip, entries.nextElement(), tar);
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw damaged();
    }
  }

  private static void write(ZipFile zip, ZipArchiveEntry entry, TarArchiveOutputStream tar)
      throws IOException {
    if (!zip.canReadEntryData(entry)) {
      throw Rejected.invalid("The zip is encrypted or packed in a rare way: send a plain one.");
    }
    if (entry.isUnixSymlink()) {
      TarArchiveEntry link = new TarArchiveEntry(entry.getName(), TarConstants.LF_SYMLINK, true);
      link.setLinkName(target(zip, entry));
      put(tar, link, entry);
      return;
    }
    TarArchiveEntry file = new TarArchiveEntry(entry.getName(), true);
    if (entry.isDirectory()) {
      put(tar, file, entry);
      return;
    }
    file.setSize(entry.getSize());
    file.setMode((entry.getUnixMode() & 0100) != 0 ? 0100755 : 0100644);
    file.setModTime(entry.getTime());
    tar.putArchiveEntry(file);
    copy(zip, entry, tar);
    tar.closeArchiveEntry();
  }

  /** More than the list says cannot be written into the tar's entry: that ends here. */
  private static void copy(ZipFile zip, ZipArchiveEntry entry, TarArchiveOutputStream tar)
      throws IOException {
    long left = entry.getSize();
    byte[] piece = new byte[64 * 1024];
    try (InputStream in = zip.getInputStream(entry)) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        left -= count;
        if (left < 0) {
          throw damaged();
        }
        tar.write(piece, 0, count);
      }
    }
    if (left != 0) {
      throw damaged();
    }
  }

  private static String target(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readNBytes(LONGEST_LINK + 1), StandardCharsets.UTF_8);
    }
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, ZipArchiveEntry from)
      throws IOException {
    entry.setModTime(from.getTime());
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private void boundList() throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      int length = (int) Math.min(in.length(), END_LENGTH + LONGEST_COMMENT + LOCATOR_LENGTH);
      byte[] tail = new byte[length];
      in.seek(in.length() - length);
      in.readFully(tail);
      ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = length - END_LENGTH; at >= 0; at--) {
        if (bytes.getInt(at) == END) {
          judgeEnd(bytes, at, in.length() - length);
          return;
        }
      }
      throw damaged();
    }
  }

  private static void judgeEnd(ByteBuffer tail, int at, long tailStart) {
    boolean zip64 = at >= LOCATOR_LENGTH && tail.getInt(at - LOCATOR_LENGTH) == LOCATOR;
    int entries = tail.getShort(at + 10) & 0xffff;
    long start = tail.getInt(at + 16) & 0xffffffffL;
    long list = tailStart + at - start;
    if (zip64 || entries > MOST_ENTRIES || list > LARGEST_LIST) {
      throw Rejected.invalid(
          "The zip holds more than " + MOST_ENTRIES + " files or is a ZIP64: send a tar.gz.");
    }
    if (list < 0) {
      throw damaged();
    }
  }

  private static Rejected damaged() {
    return Rejected.invalid("The zip is damaged or was cut off: pack and send it again.");
  }
}
