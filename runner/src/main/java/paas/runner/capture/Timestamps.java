package paas.runner.capture;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Reads the engine's times (RFC 3339, up to nanoseconds) to microseconds. Remembers the last
 * second. Not thread-safe.
 */
final class Timestamps {
  private static final int SECONDS = "2026-11-20T17:16:05".length();
  private static final int FRACTION = SECONDS + 1;
  private static final int DIGITS = 6;

  private final byte[] lastPrefix = new byte[SECONDS];
  private long lastSecond;

  Instant parse(byte[] in, int from, int to) throws Malformed {
    boolean usual = to - from > FRACTION && in[to - 1] == 'Z' && in[from + SECONDS] == '.';
    return usual ? usual(in, from, to) : any(in, from, to);
  }

  private Instant usual(byte[] in, int from, int to) throws Malformed {
    if (!Arrays.equals(lastPrefix, 0, SECONDS, in, from, from + SECONDS)) {
      lastSecond = any(in, from, to).getEpochSecond();
      System.arraycopy(in, from, lastPrefix, 0, SECONDS);
    }
    long micros = 0;
    for (int i = 0; i < DIGITS; i++) {
      int at = from + FRACTION + i;
      micros = micros * 10 + (at < to - 1 ? digit(in[at]) : 0);
    }
    return Instant.ofEpochSecond(lastSecond, micros * 1_000);
  }

  private static Instant any(byte[] in, int from, int to) throws Malformed {
    try {
      String text = new String(in, from, to - from, StandardCharsets.US_ASCII);
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw Malformed.INSTANCE;
    }
  }

  private static int digit(byte b) throws Malformed {
    if (b < '0' || b > '9') {
      throw Malformed.INSTANCE;
    }
    return b - '0';
  }
}
