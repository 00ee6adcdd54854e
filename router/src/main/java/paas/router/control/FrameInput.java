package paas.router.control;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The bytes of one frame as they come, of which a part only is in memory: a whole table would be a
 * single large array, and those make the collector stop the router.
 */
final class FrameInput extends InputStream {
  private static final int BUFFER = 64 << 10;

  private final SocketChannel socket;
  private final ByteBuffer buffer;

  /** Bytes of the frame that are still in the socket. */
  private int coming;

  FrameInput(SocketChannel socket, int length) {
    this.socket = socket;
    this.coming = length;
    this.buffer = ByteBuffer.allocate(Math.min(length, BUFFER)).limit(0);
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(into, offset, count);
    return count;
  }

  /** All that is left of the frame, whether it has come or not. */
  @Override
  public int available() {
    return buffer.remaining() + coming;
  }

  /** False at the end of the frame. */
  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    if (coming == 0) {
      return false;
    }
    buffer.clear().limit(Math.min(buffer.capacity(), coming));
    int read = socket.read(buffer);
    buffer.flip();
    if (read < 0) {
      throw new EOFException("The control connection was closed");
    }
    coming -= read;
    return fill();
  }
}
