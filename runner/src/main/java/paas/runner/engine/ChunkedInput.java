package paas.runner.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * Decodes the chunked transfer coding (RFC 9112 section 7.1); extensions and trailers are skipped.
 */
final class ChunkedInput extends InputStream {
  private static final int MAX_LINE = 1024;
  private static final int MAX_TRAILERS = 64;

  private final InputStream in;
  private InputStream chunk = InputStream.nullInputStream();
  private boolean first = true;
  private boolean ended;

  ChunkedInput(InputStream in) {
    this.in = in;
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
    while (!ended) {
      int count = chunk.read(buffer, offset, length);
      if (count >= 0) {
        return count;
      }
      next();
    }
    return -1;
  }

  private void next() throws IOException {
    if (!first && !ResponseHead.line(in, MAX_LINE).isEmpty()) {
      throw new ProtocolException("A chunk from the engine is longer than it says");
    }
    first = false;
    long size = size(ResponseHead.line(in, MAX_LINE));
    chunk = new FixedInput(in, size);
    if (size == 0) {
      skipTrailers();
      ended = true;
    }
  }

  private void skipTrailers() throws IOException {
    for (int count = 0; !ResponseHead.line(in, MAX_LINE).isEmpty(); count++) {
      if (count == MAX_TRAILERS) {
        throw new ProtocolException("Too many trailer lines from the engine");
      }
    }
  }

  private static long size(String line) throws ProtocolException {
    int end = line.indexOf(';');
    String digits = (end < 0 ? line : line.substring(0, end)).strip();
    if (!digits.matches("[0-9a-fA-F]{1,15}")) {
      throw new ProtocolException("The engine sent a bad chunk size");
    }
    return Long.parseLong(digits, 16);
  }
}
