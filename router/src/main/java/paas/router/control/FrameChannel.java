package paas.router.control;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import paas.router.control.table.TableCodec;
import paas.router.http.Known;
import paas.router.http.RouteTable;

/**
 * Whole frames over one Unix-domain socket: four bytes of length, then the frame. Blocking; one
 * thread reads, any may write. Closing it from another thread ends both with an {@link
 * IOException}.
 *
 * <p>The first table is told whole, each later one as its difference from the one before: as frames
 * come in the order in which they are written, both ends know which that is.
 */
final class FrameChannel implements AutoCloseable {
  private final SocketChannel socket;

  /** Keeps frames whole; held across the write on purpose, by the control threads only. */
  private final ReentrantLock writing = new ReentrantLock();

  /** Guarded by that lock. */
  private final FrameBytes scratch = new FrameBytes();

  /** The last one that was told here, under the same lock; null before there is one. */
  private @Nullable RouteTable told;

  /** How many bytes that one takes whole, at most; under the same lock. */
  private long toldBytes;

  /** The last one that came; the reader's own. */
  private RouteTable heard = RouteTable.EMPTY;

  /** Whether the other end has said so. */
  private volatile boolean takesDifferences;

  private final Supplier<? extends Known> known;

  /**
   * @param known what a table that comes may share with the one in force, asked for each frame
   */
  FrameChannel(SocketChannel socket, Supplier<? extends Known> known) {
    this.socket = socket;
    this.known = known;
  }

  private FrameChannel(SocketChannel socket) {
    this(socket, () -> Known.NOTHING);
  }

  static FrameChannel connect(Path path) throws IOException {
    SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.connect(UnixDomainSocketAddress.of(path));
      return new FrameChannel(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * What a sentence that a connection has ended goes on with: nothing where one of both ends closed
   * it, as they do whenever a program is replaced.
   */
  static String ending(IOException e) {
    if (e instanceof EOFException || e instanceof ClosedChannelException) {
      return "";
    }
    return ": " + (e.getMessage() == null ? "IOException without a message" : e.getMessage());
  }

  void write(Frame frame) throws IOException {
    writing.lock();
    try {
      ByteBuffer bytes =
          frame instanceof Frame.PutTable put
              ? encode(put)
              : FrameCodec.encode(frame, scratch, null);
      while (bytes.hasRemaining()) {
        socket.write(bytes);
      }
      if (frame instanceof Frame.PutTable put) {
        told = put.table();
      }
    } finally {
      scratch.end();
      writing.unlock();
    }
  }

  /**
   * A table that was told in differences has to fit whole too: that is how it is told next time,
   * and how it is saved.
   */
  private ByteBuffer encode(Frame.PutTable put) {
    if (told != null && takesDifferences) {
      ByteBuffer difference = FrameCodec.encode(put, scratch, told);
      long most = toldBytes + difference.remaining();
      if (most <= TableCodec.MAX_BYTES) {
        toldBytes = most;
        return difference;
      }
    }
    ByteBuffer whole = FrameCodec.encode(put, scratch, null);
    toldBytes = whole.remaining();
    return whole;
  }

  /**
   * @throws IOException at the end of the stream, and for a frame that is malformed or longer than
   *     its bound
   */
  Frame read() throws IOException {
    int length = readFully(Integer.BYTES).getInt();
    if (length < 1 || length > FrameCodec.MAX_BYTES) {
      throw new IOException("Control frame of " + length + " bytes");
    }
    Frame frame = FrameCodec.decode(new FrameInput(socket, length), known.get(), heard);
    switch (frame) {
      case Frame.Hello hello -> takesDifferences = hello.takesDifferences();
      case Frame.PutTable put -> heard = put.table();
      default -> {}
    }
    return frame;
  }

  private ByteBuffer readFully(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (socket.read(bytes) < 0) {
        throw new EOFException("The control connection was closed");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
