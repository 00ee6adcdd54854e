package paas.router.logs;

import java.time.Instant;

/** The lines that the log router itself says: what it had to drop, how much, and since when. */
final class Notices {
  private static final String PROCESS = "logs";

  private Notices() {}

  static LogLine tailOverflow(String platform, Instant now, long dropped, Instant since) {
    String text =
        "Error L11 (tail buffer overflow) -> This tail dropped "
            + lines(dropped)
            + since(since)
            + ": its reader is slower than the stream";
    return new LogLine(now, platform, PROCESS, text);
  }

  static LogLine skipped(String platform, Instant now, long atMost) {
    String text =
        "Error L11 (tail buffer overflow) -> This tail skipped up to "
            + lines(atMost)
            + " written while it was away";
    return new LogLine(now, platform, PROCESS, text);
  }

  static LogLine notStored(
      String platform, Instant now, long dropped, Instant since, String cause) {
    String text =
        lines(dropped) + " of this stream could not be stored" + since(since) + " (" + cause + ")";
    return new LogLine(now, platform, PROCESS, text);
  }

  private static String lines(long count) {
    return count == 1 ? "1 line" : count + " lines";
  }

  private static String since(Instant since) {
    return " since " + LogLine.formatTime(since);
  }
}
