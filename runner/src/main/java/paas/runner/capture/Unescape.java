package paas.runner.capture;

/**
 * Turns the inside of a JSON string (RFC 8259, section 7) into UTF-8, in a buffer that it keeps.
 * Not thread-safe.
 */
final class Unescape {
  private static final int REPLACEMENT = 0xFFFD;

  private byte[] out = new byte[1024];
  private int length;
  private int at;

  /** Returns how long the result in {@link #decoded} is; never longer than what was read. */
  int decode(byte[] in, int from, int to) throws Malformed {
    if (out.length < to - from) {
      out = new byte[Math.max(to - from, out.length * 2)];
    }
    length = 0;
    at = from;
    while (at < to) {
      byte b = in[at++];
      if (b == '\\') {
        escape(in, to);
      } else {
        out[length++] = b;
      }
    }
    return length;
  }

  byte[] decoded() {
    return out;
  }

  private void escape(byte[] in, int to) throws Malformed {
    if (at >= to) {
      throw Malformed.INSTANCE;
    }
    switch (in[at++]) {
      case 'n' -> out[length++] = '\n';
      case 't' -> out[length++] = '\t';
      case 'r' -> out[length++] = '\r';
      case 'b' -> out[length++] = '\b';
      case 'f' -> out[length++] = '\f';
      case '"' -> out[length++] = '"';
      case '\\' -> out[length++] = '\\';
      case '/' -> out[length++] = '/';
      case 'u' -> unicode(in, to);
      default -> throw Malformed.INSTANCE;
    }
  }

  private void unicode(byte[] in, int to) throws Malformed {
    int first = hex(in, to);
    if (!Character.isSurrogate((char) first)) {
      put(first);
      return;
    }
    boolean pair =
        Character.isHighSurrogate((char) first)
            && at + 1 < to
            && in[at] == '\\'
            && in[at + 1] == 'u';
    if (!pair) {
      put(REPLACEMENT);
      return;
    }
    int back = at;
    at += 2;
    int second = hex(in, to);
    if (Character.isLowSurrogate((char) second)) {
      put(Character.toCodePoint((char) first, (char) second));
    } else {
      put(REPLACEMENT);
      at = back;
    }
  }

  private int hex(byte[] in, int to) throws Malformed {
    if (at + 4 > to) {
      throw Malformed.INSTANCE;
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(in[at++], 16);
      if (digit < 0) {
        throw Malformed.INSTANCE;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private void put(int codePoint) {
    if (codePoint < 0x80) {
      out[length++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      out[length++] = (byte) (0xC0 | (codePoint >> 6));
      putRest(codePoint, 0);
    } else if (codePoint < 0x10000) {
      out[length++] = (byte) (0xE0 | (codePoint >> 12));
      putRest(codePoint, 6);
    } else {
      out[length++] = (byte) (0xF0 | (codePoint >> 18));
      putRest(codePoint, 12);
    }
  }

  private void putRest(int codePoint, int shift) {
    for (int s = shift; s >= 0; s -= 6) {
      out[length++] = (byte) (0x80 | ((codePoint >> s) & 0x3F));
    }
  }
}
