package paas.cli.terminal;

import java.time.DateTimeException;
import java.time.Instant;

/** Timestamps that are to come, as people read them. */
public final class Until {
  private Until() {}

  /**
   * "in 12 s", "in 3 min", "in 2 h", and from two days on the date; the text itself when it is no
   * UTC timestamp.
   */
  public static String of(String timestamp, Instant now) {
    try {
      long seconds = Math.max(0, Ago.parse(timestamp).getEpochSecond() - now.getEpochSecond());
      return seconds < 2 * 86400 ? near(seconds) : date(timestamp);
    } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
      return timestamp;
    }
  }

  private static String near(long seconds) {
    if (seconds < 60) {
      return "in " + seconds + " s";
    }
    return seconds < 3600 ? "in " + seconds / 60 + " min" : "in " + seconds / 3600 + " h";
  }

  /** "2026-11-26 10:00 UTC"; the text itself when it is no UTC timestamp. */
  public static String date(String timestamp) {
    boolean known = timestamp.length() > 16 && timestamp.endsWith("Z");
    return known
        ? timestamp.substring(0, 10) + " " + timestamp.substring(11, 16) + " UTC"
        : timestamp;
  }
}
