package paas.router.control;

import java.time.Duration;
import java.util.Optional;

/**
 * What a request line tells in figures: how many requests it stands for, and how long the app took
 * for it.
 *
 * @param requests one, or as many as a line about dropped lines says
 * @param took from the begin of connecting to the last byte; empty where no instance was asked, for
 *     dropped lines, and for WebSockets, whose end tells nothing of the app's speed
 */
public record RequestFacts(long requests, Optional<Duration> took) {
  private static final String DROPPED = " dropped=";

  /** Of a line in the router's own form; any other counts as one request. */
  public static RequestFacts of(String text) {
    if (text.startsWith("at=error code=L11 ")) {
      int at = text.lastIndexOf(DROPPED);
      return new RequestFacts(at < 0 ? 1 : number(text, at + DROPPED.length()), Optional.empty());
    }
    // Nothing that a client chose stands behind the last of these.
    int end = text.lastIndexOf(" dyno=");
    String outcome = end < 0 ? "" : text.substring(end);
    if (outcome.contains(" status=101 ") || !outcome.contains("ms status=")) {
      return new RequestFacts(1, Optional.empty());
    }
    long millis = field(outcome, " connect=") + field(outcome, " service=");
    return new RequestFacts(1, Optional.of(Duration.ofMillis(millis)));
  }

  private static long field(String text, String name) {
    int at = text.indexOf(name);
    return at < 0 ? 0 : number(text, at + name.length());
  }

  /** The digits from there on, at most 15 of them. */
  private static long number(String text, int from) {
    long number = 0;
    for (int i = from; i < Math.min(text.length(), from + 15); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      number = 10 * number + (c - '0');
    }
    return number;
  }
}
