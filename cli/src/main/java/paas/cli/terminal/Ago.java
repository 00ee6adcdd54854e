package paas.cli.terminal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Timestamps as people read them. */
public final class Ago {
  private Ago() {}

  /**
   * "12 s ago", "3 min ago", "2 h ago", and from two days on the date; the text itself when it is
   * no UTC timestamp.
   */
  public static String of(String timestamp, Instant now) {
    try {
      return of(parse(timestamp), now, timestamp);
    } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
      return timestamp;
    }
  }

  private static String of(Instant then, Instant now, String timestamp) {
    long seconds = Math.max(0, now.getEpochSecond() - then.getEpochSecond());
    if (seconds < 60) {
      return seconds + " s ago";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min ago";
    }
    if (seconds < 2 * 86400) {
      return seconds / 3600 + " h ago";
    }
    return timestamp.substring(0, 10) + " " + timestamp.substring(11, 16) + " UTC";
  }

  /** By hand: the formatters of java.time cost tens of milliseconds at start-up. */
  static Instant parse(String t) {
    if (!t.endsWith("Z")) {
      throw new DateTimeException("not in UTC");
    }
    return LocalDateTime.of(
            number(t, 0, 4),
            number(t, 5, 7),
            number(t, 8, 10),
            number(t, 11, 13),
            number(t, 14, 16),
            number(t, 17, 19))
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text.substring(from, to));
  }
}
