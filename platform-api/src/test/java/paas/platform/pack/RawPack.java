package paas.platform.pack;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A pack written byte by byte (gitformat-pack), so that it can lie. */
final class RawPack {
  static final int COMMIT = 1;
  static final int TREE = 2;
  static final int BLOB = 3;
  private static final int OFFSET_DELTA = 6;
  private static final byte[] ZEROS = new byte[1 << 20];

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int last;

  /** {@code count}: how many objects it says that it has. */
  RawPack(int count) {
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.write("PACK".getBytes(StandardCharsets.US_ASCII));
      out.writeInt(2);
      out.writeInt(count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawPack object(int type, byte[] content) {
    return object(type, content.length, content);
  }

  RawPack object(int type, long says, byte[] content) {
    begin(type, says);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  RawPack zeros(int type, long megabytes) {
    begin(type, megabytes << 20);
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED), 1 << 16)) {
      for (long i = 0; i < megabytes; i++) {
        out.write(ZEROS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Against the object before. */
  RawPack delta(byte[] delta) {
    int base = last;
    begin(OFFSET_DELTA, delta.length);
    offset(last - base);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(delta);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private void begin(int type, long size) {
    last = bytes.size();
    long rest = size >> 4;
    int first = (type << 4) | (int) (size & 15);
    bytes.write(rest > 0 ? first | 0x80 : first);
    if (rest > 0) {
      varint(bytes, rest);
    }
  }

  private void offset(long distance) {
    byte[] digits = new byte[10];
    int at = digits.length;
    digits[--at] = (byte) (distance & 0x7f);
    for (long rest = distance >> 7; rest > 0; rest >>= 7) {
      digits[--at] = (byte) (0x80 | (--rest & 0x7f));
    }
    bytes.write(digits, at, digits.length - at);
  }

  /** A delta that copies the first {@code piece} bytes of its base so many times. */
  static byte[] repeat(long baseSize, int piece, int times) {
    ByteArrayOutputStream delta = new ByteArrayOutputStream();
    varint(delta, baseSize);
    varint(delta, (long) piece * times);
    for (int i = 0; i < times; i++) {
      delta.write(0xf0);
      delta.write(piece);
      delta.write(piece >> 8);
      delta.write(piece >> 16);
    }
    return delta.toByteArray();
  }

  /** A delta that makes of a base of four bytes or more another one of the same length. */
  static byte[] number(int baseSize, int number) {
    ByteArrayOutputStream delta = new ByteArrayOutputStream();
    varint(delta, baseSize);
    varint(delta, baseSize);
    delta.write(4);
    for (int shift = 0; shift < 32; shift += 8) {
      delta.write(number >> shift);
    }
    delta.write(0xb1);
    delta.write(4);
    delta.write(baseSize - 4);
    delta.write((baseSize - 4) >> 8);
    return delta.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) (0x80 | (rest & 0x7f)));
      rest >>= 7;
    }
    out.write((int) rest);
  }

  /** With its checksum. */
  byte[] end() {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-1").digest(bytes.toByteArray());
      bytes.writeBytes(sum);
      return bytes.toByteArray();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
