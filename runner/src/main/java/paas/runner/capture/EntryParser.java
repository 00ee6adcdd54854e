package paas.runner.capture;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import paas.runner.capture.CapturedLine.Channel;

/**
 * Reads one line of Docker's json-file driver: {@code
 * {"log":"text\n","stream":"stdout","time":"2026-…Z"}} with the fields in any order and others
 * passed over (moby, daemon/logger/jsonfilelog/jsonlog).
 *
 * <p>Fills its own fields instead of making an object, as this runs for every line of every app.
 * Not thread-safe.
 */
final class EntryParser {
  private static final byte[] LOG = "log".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIME = "time".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STDERR = "stderr".getBytes(StandardCharsets.US_ASCII);

  private final Timestamps timestamps = new Timestamps();
  private final Unescape unescape = new Unescape();

  private byte[] in = new byte[0];
  private int at;
  private int end;
  private int stringFrom;
  private int stringTo;
  private int firstEscape; // -1: none

  private byte[] text = new byte[0];
  private int textFrom;
  private int textTo;
  private boolean terminated;
  private Channel channel = Channel.STDOUT;
  private Instant time = Instant.EPOCH;

  /** Reads the bytes from..to (without the newline); false when they are no entry. */
  boolean parse(byte[] bytes, int from, int to) {
    in = bytes;
    at = from;
    end = to;
    channel = Channel.STDOUT;
    try {
      return readObject();
    } catch (Malformed | ArrayIndexOutOfBoundsException e) {
      return false;
    }
  }

  /**
   * The array that holds {@link #textFrom}..{@link #textTo}: UTF-8, without the newline at its end.
   */
  byte[] text() {
    return text;
  }

  int textFrom() {
    return textFrom;
  }

  int textTo() {
    return textTo;
  }

  /** Whether the text ended its line; if not, the next entry of the channel goes on with it. */
  boolean terminated() {
    return terminated;
  }

  Channel channel() {
    return channel;
  }

  Instant time() {
    return time;
  }

  private boolean readObject() throws Malformed {
    boolean hasLog = false;
    boolean hasTime = false;
    expect('{');
    do {
      readString();
      int keyFrom = stringFrom;
      int keyLength = stringTo - stringFrom;
      expect(':');
      if (is(LOG, keyFrom, keyLength)) {
        readLog();
        hasLog = true;
      } else if (is(STREAM, keyFrom, keyLength)) {
        readString();
        channel = is(STDERR, stringFrom, stringTo - stringFrom) ? Channel.STDERR : Channel.STDOUT;
      } else if (is(TIME, keyFrom, keyLength)) {
        readString();
        time = timestamps.parse(in, stringFrom, stringTo);
        hasTime = true;
      } else {
        skipValue();
      }
    } while (next() == ',');
    return in[at - 1] == '}' && at == end && hasLog && hasTime;
  }

  private void readLog() throws Malformed {
    readString();
    terminated =
        stringTo - stringFrom >= 2 && firstEscape == stringTo - 2 && in[stringTo - 1] == 'n';
    if (firstEscape < 0 || terminated) {
      text = in;
      textFrom = stringFrom;
      textTo = terminated ? stringTo - 2 : stringTo;
      return;
    }
    textTo = unescape.decode(in, stringFrom, stringTo);
    textFrom = 0;
    text = unescape.decoded();
    terminated = textTo > 0 && text[textTo - 1] == '\n';
    if (terminated) {
      textTo--;
    }
  }

  private void readString() throws Malformed {
    expect('"');
    stringFrom = at;
    firstEscape = -1;
    while (peek() != '"') {
      if (in[at] == '\\') {
        firstEscape = firstEscape < 0 ? at : firstEscape;
        at++;
      }
      at++;
    }
    stringTo = at++;
  }

  /** Passes over any value: Docker adds an object "attrs" when asked for labels. */
  private void skipValue() throws Malformed {
    int depth = 0;
    while (depth > 0 || (peek() != ',' && peek() != '}')) {
      switch (peek()) {
        case '"' -> readString();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    }
  }

  private void expect(char wanted) throws Malformed {
    if (next() != wanted) {
      throw Malformed.INSTANCE;
    }
  }

  private byte next() throws Malformed {
    byte found = peek();
    at++;
    return found;
  }

  private byte peek() throws Malformed {
    if (at >= end) {
      throw Malformed.INSTANCE;
    }
    return in[at];
  }

  private boolean is(byte[] word, int from, int length) {
    return java.util.Arrays.equals(word, 0, word.length, in, from, from + length);
  }
}
