package paas.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A response body as a stream that ends where the message ends: by length, by chunks, or with the
 * connection.
 */
final class Body extends InputStream {
  private static final int MAX_CHUNK_HEAD = 8 * 1024;

  private final InputStream in;
  private final boolean chunked;
  private long left;
  private boolean done;

  private Body(InputStream in, boolean chunked, long left) {
    this.in = in;
    this.chunked = chunked;
    this.left = left;
    this.done = left == 0 && !chunked;
  }

  /** The body that follows these headers (RFC 9112 section 6.3). */
  static Body of(Headers headers, InputStream in) throws IOException {
    if (headers.status() == 204 || headers.status() == 304 || headers.status() < 200) {
      return new Body(in, false, 0);
    }
    if (headers.says("transfer-encoding", "chunked")) {
      return new Body(in, true, 0);
    }
    String length = headers.field("content-length").orElse("");
    try {
      return new Body(
          in, false, length.isEmpty() ? Long.MAX_VALUE : Long.parseUnsignedLong(length));
    } catch (NumberFormatException e) {
      throw new ProtocolException("a bad Content-Length");
    }
  }

  /** Whether the message is over and the connection can carry another. */
  boolean isComplete() {
    return done;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (chunked && !done && left == 0) {
      nextChunk();
    }
    if (done) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count < 0) {
      return endOfConnection();
    }
    left -= left == Long.MAX_VALUE ? 0 : count;
    if (left == 0) {
      endOfPart();
    }
    return count;
  }

  private int endOfConnection() throws IOException {
    if (left != Long.MAX_VALUE) {
      throw new EOFException("the server closed the connection in the middle of a response");
    }
    return -1;
  }

  private void endOfPart() throws IOException {
    if (chunked) {
      expectBlankLine();
    } else {
      done = true;
    }
  }

  private void nextChunk() throws IOException {
    String head = Headers.line(in, new int[] {MAX_CHUNK_HEAD});
    int semicolon = head.indexOf(';');
    try {
      left = Long.parseLong(semicolon < 0 ? head.trim() : head.substring(0, semicolon).trim(), 16);
    } catch (NumberFormatException e) {
      throw new ProtocolException("a bad chunk size");
    }
    if (left < 0) {
      throw new ProtocolException("a bad chunk size");
    }
    if (left == 0) {
      skipTrailers();
      done = true;
    }
  }

  private void skipTrailers() throws IOException {
    int[] budget = {MAX_CHUNK_HEAD};
    while (!Headers.line(in, budget).isEmpty()) {
      budget[0]--;
    }
  }

  private void expectBlankLine() throws IOException {
    if (!Headers.line(in, new int[] {2}).isEmpty()) {
      throw new ProtocolException("a chunk without its end");
    }
  }
}
