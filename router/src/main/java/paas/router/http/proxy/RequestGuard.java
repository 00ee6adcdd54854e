package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;

/**
 * Reads along with Netty's decoder, and finds what that lets pass and others read differently:
 * folded lines, control characters, blanks in the request line (RFC 9112 sections 3, 5.2), and
 * chunk sizes with anything but an extension after them (section 7.1).
 *
 * <p>Sees exactly the bytes that the decoder used, which takes heads, chunk sizes and trailers by
 * whole lines. Once something is wrong, all that follows on the connection is.
 */
final class RequestGuard {
  /** Before a request, for clients that end a body with one too many (RFC 9112 section 2.2). */
  static final int MAX_EMPTY_LINES = 2;

  /** A chunk's size and its extensions, which nobody reads. */
  static final int MAX_SIZE_LINE = 256;

  private static final long HTTP_1_1 = littleEndian("HTTP/1.1");
  private static final long HTTP_1_0 = littleEndian("HTTP/1.0");

  /** The same byte eight times. */
  private static final long ONES = 0x0101_0101_0101_0101L;

  private static final long SPACES = 0x2020_2020_2020_2020L;
  private static final long DELS = 0x7f7f_7f7f_7f7f_7f7fL;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private enum Part {
    EMPTY_LINES,
    REQUEST_LINE,
    FIELDS,
    PLAIN_BODY,
    CHUNK_SIZE,
    CHUNK_DATA
  }

  private Part part = Part.EMPTY_LINES;
  private int emptyLineBytes;
  private long chunkLeft;
  private boolean faulty;

  /** Whether anything on this connection was wrong. */
  boolean isFaulty() {
    return faulty;
  }

  /** Whether the decoder used a part of a head, and waits for the rest. */
  boolean isInsideHead() {
    return part == Part.REQUEST_LINE || part == Part.FIELDS;
  }

  void bodyFollows(boolean chunked) {
    part = chunked ? Part.CHUNK_SIZE : Part.PLAIN_BODY;
  }

  void requestFollows() {
    part = Part.EMPTY_LINES;
    emptyLineBytes = 0;
  }

  /** Looks at the bytes that the decoder has used. */
  void look(ByteBuf in, int from, int to) {
    int at = from;
    while (at < to && !faulty && part != Part.PLAIN_BODY) {
      at =
          switch (part) {
            case EMPTY_LINES -> emptyLines(in, at, to);
            case REQUEST_LINE -> requestLine(in, at, to);
            case FIELDS -> field(in, at, to);
            case CHUNK_SIZE -> chunkSize(in, at, to);
            case CHUNK_DATA -> chunkData(at, to);
            case PLAIN_BODY -> to;
          };
    }
  }

  private int emptyLines(ByteBuf in, int from, int to) {
    int at = from;
    while (at < to && isLineEnd(in.getByte(at))) {
      faulty |= in.getByte(at) != (emptyLineBytes % 2 == 0 ? '\r' : '\n');
      emptyLineBytes++;
      at++;
    }
    faulty |= emptyLineBytes > 2 * MAX_EMPTY_LINES;
    if (at < to) {
      faulty |= emptyLineBytes % 2 != 0;
      part = Part.REQUEST_LINE;
    }
    return at;
  }

  private static boolean isLineEnd(byte b) {
    return b == '\r' || b == '\n';
  }

  /** One space on either side of the target, and a version of which the case counts. */
  private int requestLine(ByteBuf in, int from, int to) {
    int end = nextControl(in, from, to);
    part = Part.FIELDS;
    int version = end - 8;
    if (!endsLine(in, end, to) || version - from < 4 || in.getByte(version - 1) != ' ') {
      faulty = true;
      return to;
    }
    long text = in.getLongLE(version);
    int space = in.indexOf(from, version - 1, (byte) ' ');
    faulty |= text != HTTP_1_1 && text != HTTP_1_0;
    faulty |= space <= from || space + 1 >= version - 1;
    faulty |= in.indexOf(space + 1, version - 1, (byte) ' ') >= 0;
    return end + 2;
  }

  private int field(ByteBuf in, int from, int to) {
    faulty |= isBlank(in.getByte(from));
    int end = nextControl(in, from, to);
    while (end < to && in.getByte(end) == '\t') {
      end = nextControl(in, end + 1, to);
    }
    faulty |= !endsLine(in, end, to);
    return end + 2;
  }

  private int chunkSize(ByteBuf in, int from, int to) {
    int end = nextControl(in, from, to);
    while (end < to && in.getByte(end) == '\t') {
      end = nextControl(in, end + 1, to);
    }
    int at = from;
    long size = 0;
    for (int digit = hex(in, at, end); digit >= 0 && at - from < 16; digit = hex(in, at, end)) {
      size = size << 4 | digit;
      at++;
    }
    faulty |= at == from || size > Integer.MAX_VALUE || size < 0;
    faulty |= !endsLine(in, end, to) || end - from > MAX_SIZE_LINE;
    faulty |= at < end && !isExtension(in, at, end);
    chunkLeft = size + 2;
    part = size == 0 ? Part.FIELDS : Part.CHUNK_DATA;
    return end + 2;
  }

  private static int hex(ByteBuf in, int at, int end) {
    return at < end && in.getByte(at) >= 0 ? Character.digit(in.getByte(at), 16) : -1;
  }

  private static boolean isExtension(ByteBuf in, int from, int end) {
    int at = from;
    while (at < end && isBlank(in.getByte(at))) {
      at++;
    }
    return at < end && in.getByte(at) == ';';
  }

  /** The data and the line end after it. */
  private int chunkData(int from, int to) {
    int taken = (int) Math.min(chunkLeft, to - from);
    chunkLeft -= taken;
    part = chunkLeft == 0 ? Part.CHUNK_SIZE : Part.CHUNK_DATA;
    return from + taken;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean endsLine(ByteBuf in, int at, int to) {
    return at + 1 < to && in.getByte(at) == '\r' && in.getByte(at + 1) == '\n';
  }

  /** Where the next control character is, or the end; eight bytes at a time. */
  private static int nextControl(ByteBuf in, int from, int to) {
    int at = from;
    while (at + 8 <= to) {
      long controls = controls(in.getLongLE(at));
      if (controls != 0) {
        return at + Long.numberOfTrailingZeros(controls) / 8;
      }
      at += 8;
    }
    while (at < to && controls(in.getByte(at) & 0xffL | SPACES << 8) == 0) {
      at++;
    }
    return at;
  }

  /**
   * The high bit of the first byte that is below space or DEL, and perhaps of some after it; the
   * usual trick with borrowed bits.
   */
  private static long controls(long word) {
    long belowSpace = (word - SPACES) & ~word;
    long notDel = word ^ DELS;
    long del = (notDel - ONES) & ~notDel;
    return (belowSpace | del) & HIGH_BITS;
  }

  private static long littleEndian(String eight) {
    long word = 0;
    for (int i = 7; i >= 0; i--) {
      word = word << 8 | eight.charAt(i);
    }
    return word;
  }
}
