package paas.router.logs;

import java.time.Instant;

/**
 * Counts the lines of one stream that could not be stored, until a line can say so. Not
 * thread-safe.
 */
final class Unstored {
  private long lines;
  private Instant since = Instant.MIN;
  private String cause = "";

  /** Says whether these are the first since it was last said. */
  boolean add(int more, Instant now, Exception why) {
    boolean first = lines == 0;
    if (first) {
      since = now;
      cause = String.valueOf(why.getMessage());
    }
    lines += more;
    return first;
  }

  boolean any() {
    return lines > 0;
  }

  LogLine notice(String platform, Instant now) {
    return Notices.notStored(platform, now, lines, since, cause);
  }

  void said() {
    lines = 0;
  }
}
