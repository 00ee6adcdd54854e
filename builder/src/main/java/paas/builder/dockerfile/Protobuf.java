package paas.builder.dockerfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the fields of one protobuf message (protobuf.dev, "Encoding"), which is all that BuildKit's
 * progress needs; a library would bring a code generator along.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] message;
  private int at;

  Protobuf(byte[] message) {
    this.message = message;
  }

  /** Takes each field in order; {@code bytes} is empty for numbers, {@code number} 0 for bytes. */
  @FunctionalInterface
  interface Fields {
    void accept(int field, long number, byte[] bytes) throws IOException;
  }

  void fields(Fields fields) throws IOException {
    while (at < message.length) {
      long key = varint();
      int field = (int) (key >>> 3);
      switch ((int) (key & 7)) {
        case VARINT -> fields.accept(field, varint(), new byte[0]);
        case BYTES -> fields.accept(field, 0, bytes());
        case FIXED64 -> skip(8);
        case FIXED32 -> skip(4);
        default -> throw new IOException("Not a protobuf message: wire type " + (key & 7));
      }
    }
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= message.length) {
        throw new IOException("A protobuf message ends within a number");
      }
      byte b = message[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IOException("A protobuf number is over 64 bits");
  }

  private byte[] bytes() throws IOException {
    long length = varint();
    if (length < 0 || length > message.length - at) {
      throw new IOException("A protobuf field is longer than its message");
    }
    at += (int) length;
    return Arrays.copyOfRange(message, at - (int) length, at);
  }

  private void skip(int count) throws IOException {
    if (count > message.length - at) {
      throw new IOException("A protobuf message ends within a number");
    }
    at += count;
  }
}
