package paas.cli.tar;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes a POSIX tar: files, directories and symbolic links, with PAX records for what is long. */
public final class TarWriter implements Closeable {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int FILE = '0';
  private static final int LINK = '2';
  private static final int DIRECTORY = '5';
  private static final int PAX = 'x';

  private final OutputStream out;

  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /** A file's content as it is while it is read; one that changes meanwhile is a failure. */
  public void file(String name, Path file, boolean executable) throws IOException {
    long size = Files.size(file);
    long seconds = Files.getLastModifiedTime(file).toMillis() / 1000;
    longNames(name, "");
    header(name, FILE, executable ? 0755 : 0644, size, seconds, "");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[64 * 1024];
      long left = size;
      for (int count = in.read(piece); count >= 0 && left >= count; count = in.read(piece)) {
        out.write(piece, 0, count);
        left -= count;
      }
      if (left != 0) {
        throw new IOException(name + " changed while it was packed");
      }
    }
    pad(size);
  }

  public void directory(String name) throws IOException {
    longNames(name + "/", "");
    header(name + "/", DIRECTORY, 0755, 0, 0, "");
  }

  public void link(String name, String target) throws IOException {
    longNames(name, target);
    header(name, LINK, 0777, 0, 0, target);
  }

  private void longNames(String name, String target) throws IOException {
    String records = record("path", name) + record("linkpath", target);
    if (!records.isEmpty()) {
      byte[] bytes = records.getBytes(StandardCharsets.UTF_8);
      header("PaxHeader", PAX, 0644, bytes.length, 0, "");
      out.write(bytes);
      pad(bytes.length);
    }
  }

  /** {@code LENGTH key=value\n}, whose length counts itself (POSIX.1-2017, pax). */
  private static String record(String key, String value) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes <= NAME) {
      return "";
    }
    int rest = key.length() + bytes + 3;
    int length = rest + String.valueOf(rest).length();
    length = rest + String.valueOf(length).length();
    return length + " " + key + "=" + value + "\n";
  }

  private void header(String name, int type, int mode, long size, long seconds, String target)
      throws IOException {
    byte[] block = new byte[BLOCK];
    text(block, 0, name);
    octal(block, 100, 8, mode);
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    octal(block, 124, 12, size);
    octal(block, 136, 12, Math.max(0, seconds));
    block[156] = (byte) type;
    text(block, 157, target);
    System.arraycopy("ustar\00000".getBytes(StandardCharsets.US_ASCII), 0, block, 257, 8);
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 7, sum);
    out.write(block);
  }

  private static void text(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, at, Math.min(bytes.length, NAME));
  }

  private static void octal(byte[] block, int at, int length, long value) throws IOException {
    String digits = Long.toOctalString(value);
    if (digits.length() > length - 1) {
      throw new IOException("a file is too large to be packed");
    }
    String padded = "0".repeat(length - 1 - digits.length()) + digits;
    System.arraycopy(padded.getBytes(StandardCharsets.US_ASCII), 0, block, at, length - 1);
    block[at + length - 1] = 0;
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }

  /** Writes the end; the stream below is closed too. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }
}
