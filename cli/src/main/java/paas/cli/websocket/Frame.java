package paas.cli.websocket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import paas.cli.http.ProtocolException;

/**
 * The head of one frame from the server (RFC 6455 section 5.2); the payload follows on the stream.
 */
record Frame(boolean isFinal, int opcode, long length) {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  boolean isControl() {
    return opcode >= CLOSE;
  }

  static Frame read(InputStream in) throws IOException {
    int first = octet(in);
    int second = octet(in);
    if ((first & 0x70) != 0) {
      throw new ProtocolException("reserved bits in a frame");
    }
    if ((second & 0x80) != 0) {
      throw new ProtocolException("a masked frame from a server");
    }
    int opcode = first & 0x0f;
    if ((opcode > BINARY && opcode < CLOSE) || opcode > PONG) {
      throw new ProtocolException("an unknown kind of frame");
    }
    return new Frame((first & 0x80) != 0, opcode, length(second & 0x7f, in));
  }

  private static long length(int small, InputStream in) throws IOException {
    if (small < 126) {
      return small;
    }
    long length = 0;
    for (int i = small == 126 ? 2 : 8; i > 0; i--) {
      length = length << 8 | octet(in);
    }
    if (length < 0) {
      throw new ProtocolException("a frame of impossible length");
    }
    return length;
  }

  private static int octet(InputStream in) throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("the connection was closed without a goodbye");
    }
    return octet;
  }

  /** A final frame as a client sends it: masked. */
  static byte[] masked(int opcode, byte[] payload, int offset, int length, byte[] mask) {
    int extra = length < 126 ? 0 : length < 65536 ? 2 : 8;
    byte[] frame = new byte[6 + extra + length];
    frame[0] = (byte) (0x80 | opcode);
    frame[1] = (byte) (0x80 | (extra == 0 ? length : extra == 2 ? 126 : 127));
    for (int i = 0; i < extra; i++) {
      frame[2 + i] = (byte) ((long) length >> (8 * (extra - 1 - i)));
    }
    System.arraycopy(mask, 0, frame, 2 + extra, 4);
    for (int i = 0; i < length; i++) {
      frame[6 + extra + i] = (byte) (payload[offset + i] ^ mask[i & 3]);
    }
    return frame;
  }
}
