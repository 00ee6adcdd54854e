package paas.cli.terminal;

import java.time.DateTimeException;
import java.time.Instant;

/** Timestamps that are to come, as people read them. */
public final class Until {
  private Until() {}

  /** "in 12 s", "in 3 min", "in 2 h", "in 5 days"; the text itself when it is no UTC timestamp. */
  public static String of(String timestamp, Instant now) {
    try {
      return in(Math.max(0, Ago.parse(timestamp).getEpochSecond() - now.getEpochSecond()));
    } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
      return timestamp;
    }
  }

  private static String in(long seconds) {
    if (seconds < 60) {
      return "in " + seconds + " s";
    }
    if (seconds < 3600) {
      return "in " + seconds / 60 + " min";
    }
    return seconds < 2 * 86400 ? "in " + seconds / 3600 + " h" : "in " + seconds / 86400 + " days";
  }

  /** "2026-11-26 10:00 UTC"; the text itself when it is no UTC timestamp. */
  public static String date(String timestamp) {
    boolean known = timestamp.length() > 16 && timestamp.endsWith("Z");
    return known
        ? timestamp.substring(0, 10) + " " + timestamp.substring(11, 16) + " UTC"
        : timestamp;
  }
}
