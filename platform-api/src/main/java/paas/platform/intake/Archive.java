package paas.platform.intake;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import paas.platform.build.Source;
import paas.platform.fault.Rejected;

/**
 * A tar, tar.gz or zip as a source. It is only read, never unpacked on this machine; the builder
 * judges each entry of the tar that comes out, and bounds it.
 */
final class Archive implements Source {
  private static final int HEAD = 512;
  private static final int USTAR_AT = 257;

  private final Path file;

  Archive(Path file) {
    this.file = file;
  }

  @Override
  public void writeTar(OutputStream out) throws IOException {
    byte[] head = head();
    if (begins(head, 0, 0x1f, 0x8b)) {
      unzip(out);
    } else if (begins(head, 0, 'P', 'K', 3, 4)) {
      new ZipTree(file).writeTar(out);
    } else if (begins(head, USTAR_AT, 'u', 's', 't', 'a', 'r')) {
      Files.copy(file, out);
    } else {
      throw Rejected.invalid(
          "What was sent is no tar, tar.gz or zip (others are not read): pack it as one of those.");
    }
  }

  private byte[] head() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    }
  }

  private static boolean begins(byte[] head, int at, int... bytes) {
    if (head.length < at + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[at + i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private void unzip(OutputStream out) throws IOException {
    byte[] piece = new byte[64 * 1024];
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), piece.length)) {
      for (int count = read(in, piece); count >= 0; count = read(in, piece)) {
        out.write(piece, 0, count);
      }
    }
  }

  private static int read(InputStream in, byte[] piece) throws IOException {
    try {
      return in.read(piece);
    } catch (ZipException | EOFException e) {
      throw Rejected.invalid("The tar.gz is damaged or was cut off: pack and send it again.");
    }
  }
}
