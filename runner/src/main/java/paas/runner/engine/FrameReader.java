package paas.runner.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/**
 * Takes apart the engine's multiplexed stream (Docker API, ContainerAttach: type, three zeros, a
 * big-endian length, payload). docker-java's own consumer hands out one buffer again and again and
 * guesses whether there are frames; this one does neither.
 */
public final class FrameReader {
  /** Largest piece handed out at once; a longer frame comes in several pieces. */
  public static final int MAX_PIECE = 32 * 1024;

  private static final int HEADER = 8;

  private FrameReader() {}

  /** Takes the pieces in order; each array is its receiver's to keep. */
  @FunctionalInterface
  public interface Sink {
    void accept(StdStream stream, byte[] bytes) throws IOException;
  }

  /** Reads frames to the end of the stream; an end within a frame is an {@link EOFException}. */
  public static void frames(InputStream in, Sink sink) throws IOException {
    byte[] header = new byte[HEADER];
    for (int got = in.readNBytes(header, 0, HEADER);
        got > 0;
        got = in.readNBytes(header, 0, HEADER)) {
      if (got < HEADER) {
        throw new EOFException("The engine's stream ended within a frame header");
      }
      payload(in, stream(header[0]), ByteBuffer.wrap(header).getInt(4) & 0xffff_ffffL, sink);
    }
  }

  /** Reads the unframed stream of a container with a TTY to its end. */
  public static void raw(InputStream in, Sink sink) throws IOException {
    byte[] buffer = new byte[MAX_PIECE];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      sink.accept(StdStream.STDOUT, java.util.Arrays.copyOf(buffer, count));
    }
  }

  private static void payload(InputStream in, StdStream stream, long length, Sink sink)
      throws IOException {
    for (long left = length; left > 0; ) {
      int want = (int) Math.min(left, MAX_PIECE);
      byte[] piece = in.readNBytes(want);
      if (piece.length < want) {
        throw new EOFException("The engine's stream ended within a frame");
      }
      left -= want;
      sink.accept(stream, piece);
    }
  }

  private static StdStream stream(byte type) throws ProtocolException {
    return switch (type) {
      // Type 0 is stdin's echo, which the engine writes to stdout.
      case 0, 1 -> StdStream.STDOUT;
      case 2 -> StdStream.STDERR;
      case 3 -> throw new ProtocolException("The engine reports an error of its own in the stream");
      default -> throw new ProtocolException("Not a frame of the engine: type " + type);
    };
  }
}
