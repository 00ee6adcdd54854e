package paas.cli.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import paas.cli.http.ProtocolException;

/** One block that heads an entry or an extension (POSIX.1-2017, ustar; GNU's base-256 numbers). */
record TarHeader(int type, String name, String link, int mode, long size, long seconds) {
  static final int BLOCK = 512;
  static final int PAX = 'x';
  static final int GNU_NAME = 'L';
  static final int GNU_LINK = 'K';
  private static final int PAX_GLOBAL = 'g';
  private static final int CHECKSUM = 148;
  private static final int USTAR = 257;
  private static final int PREFIX = 345;

  static boolean isEmpty(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  static TarHeader of(byte[] block) throws IOException {
    if (number(block, CHECKSUM, 8) != sum(block)) {
      throw new ProtocolException("this is no tar archive, or a damaged one");
    }
    String name = text(block, 0, 100);
    // GNU's own format ("ustar  ") has other things where POSIX has the prefix.
    boolean posix = text(block, USTAR, 6).equals("ustar");
    String prefix = posix ? text(block, PREFIX, 155) : "";
    return new TarHeader(
        block[156],
        prefix.isEmpty() ? name : prefix + "/" + name,
        text(block, 157, 100),
        (int) number(block, 100, 8) & 07777,
        number(block, 124, 12),
        number(block, 136, 12));
  }

  private static long sum(byte[] block) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
    }
    return sum;
  }

  /** Up to the first NUL. */
  static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private static long number(byte[] block, int from, int length) throws IOException {
    if ((block[from] & 0x80) != 0) {
      long number = ByteBuffer.wrap(block).getLong(from + length - Long.BYTES);
      if (number < 0) {
        throw new ProtocolException("a number below 0 in the archive");
      }
      return number;
    }
    String digits = text(block, from, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new ProtocolException("this is no tar archive, or a damaged one");
    }
  }

  /** Whether it says something of the entry that follows, and is none itself. */
  boolean isExtension() {
    return type == PAX || type == PAX_GLOBAL || type == GNU_NAME || type == GNU_LINK;
  }

  TarEntry entry(Extension extension) {
    TarEntry.Kind kind =
        switch (type) {
          case 0, '0', '7' -> TarEntry.Kind.FILE;
          case '1' -> TarEntry.Kind.HARD_LINK;
          case '2' -> TarEntry.Kind.SYMBOLIC_LINK;
          case '5' -> TarEntry.Kind.DIRECTORY;
          default -> TarEntry.Kind.OTHER;
        };
    return new TarEntry(
        kind,
        extension.name().orElse(name),
        extension.link().orElse(link),
        extension.size().orElse(size),
        (mode & 0111) != 0,
        seconds);
  }
}
