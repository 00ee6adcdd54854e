package paas.router.control;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The bytes of one frame after the other, given without a copy. Used by one thread at a time. What
 * a batch of lines takes is kept for the next one: under load they are a tenth of all garbage.
 */
final class FrameBytes extends ByteArrayOutputStream {
  /** A batch of lines is smaller; what a large table took is given back. */
  private static final int KEPT = 512 << 10;

  private static final byte[] NOTHING = {};

  FrameBytes() {
    super(0);
  }

  /** Forgets the frame before; this one takes about {@code size} bytes. */
  void begin(int size) {
    reset();
    if (buf.length < size) {
      buf = new byte[size];
    }
  }

  /** The frame, with its length in its first four bytes. */
  ByteBuffer withLength() {
    return ByteBuffer.wrap(buf, 0, count).putInt(0, count - Integer.BYTES);
  }

  /** Nobody reads the frame any more. */
  void end() {
    reset();
    if (buf.length > KEPT) {
      buf = NOTHING;
    }
  }
}
