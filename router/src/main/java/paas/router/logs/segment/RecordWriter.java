package paas.router.logs.segment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Makes one record's bytes, from the payload's parts to the finished frame. Not thread-safe. */
public final class RecordWriter {
  /** Before the payload: its length and its CRC-32C. */
  static final int HEAD = 8;

  /** After the payload: its length again. */
  static final int TAIL = 4;

  static final int OVERHEAD = HEAD + TAIL;

  private ByteBuffer buffer;

  public RecordWriter(int expected) {
    buffer = ByteBuffer.allocate(OVERHEAD + expected).position(HEAD);
  }

  public RecordWriter putByte(int value) {
    room(1).put((byte) value);
    return this;
  }

  public RecordWriter putInt(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  public RecordWriter putLong(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Writes UTF-8 with its length before it; a lone surrogate becomes a question mark. */
  public RecordWriter putString(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    return this;
  }

  /** Changes a long that was put earlier, that many bytes into the payload. */
  public RecordWriter setLong(int offset, long value) {
    buffer.putLong(HEAD + offset, value);
    return this;
  }

  /** How many bytes the payload has by now. */
  public int size() {
    return buffer.position() - HEAD;
  }

  /**
   * The finished record. May be asked again after a {@link #setLong}. An empty payload is refused:
   * zeros, which a power failure can leave, would read as one.
   */
  ByteBuffer frame() {
    int length = size();
    if (length == 0) {
      throw new IllegalStateException("A record has a payload");
    }
    ByteBuffer framed = room(TAIL).duplicate().putInt(length).flip();
    framed.putInt(0, length).putInt(Integer.BYTES, crc(framed.slice(HEAD, length)));
    return framed;
  }

  static int crc(ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    return (int) crc.getValue();
  }

  /** Reads what {@link #putString} wrote. */
  public static String getString(ByteBuffer payload) {
    int length = payload.getInt();
    String text =
        new String(
            payload.array(),
            payload.arrayOffset() + payload.position(),
            length,
            StandardCharsets.UTF_8);
    payload.position(payload.position() + length);
    return text;
  }

  private ByteBuffer room(int more) {
    if (buffer.remaining() < more) {
      int wanted = Math.max(buffer.capacity() * 2, buffer.position() + more + TAIL);
      buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), wanted)).position(buffer.position());
    }
    return buffer;
  }
}
