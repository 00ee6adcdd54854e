package paas.router.http.h1;

import io.netty.buffer.ByteBuf;

/** What the bytes of a message are good for. */
final class Bytes {
  /** The same byte eight times. */
  private static final long ONES = 0x0101_0101_0101_0101L;

  private static final long SPACES = 0x2020_2020_2020_2020L;
  private static final long DELS = 0x7f7f_7f7f_7f7f_7f7fL;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  /** The characters of a token (RFC 9110 section 5.6.2), by their low seven bits. */
  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c = '0'; c <= 'z'; c++) {
      TOKEN[c] = Character.isLetterOrDigit(c);
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
  }

  private Bytes() {}

  /** Where the next control character is, or {@code to}; eight bytes at a time. */
  static int nextControl(ByteBuf in, int from, int to) {
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

  /** The same, but tabs are none: they may stand in a field's value. */
  static int nextControlButTab(ByteBuf in, int from, int to) {
    int at = nextControl(in, from, to);
    while (at < to && in.getByte(at) == '\t') {
      at = nextControl(in, at + 1, to);
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

  static boolean isToken(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] < 0 || !TOKEN[text[i]]) {
        return false;
      }
    }
    return from < to;
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static int indexOf(byte[] text, int from, int to, char wanted) {
    int at = from;
    while (at < to && text[at] != wanted) {
      at++;
    }
    return at;
  }
}
