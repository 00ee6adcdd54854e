package paas.router.control;

import java.time.Duration;
import java.util.Optional;

/**
 * Reads a line as {@code RequestLineText} writes it. What a client chose is skipped by its quotes,
 * so that it forges no field.
 */
final class RequestLineReader {
  private static final String NOTICE = "at=error code=L11 ";
  private static final String DROPPED = " dropped=";
  private static final String CODE = "at=error code=";
  private static final String PATH = " path=\"";
  private static final String HOST = " host=";
  private static final int DIGITS = 15;

  private final String text;

  private RequestLineReader(String text) {
    this.text = text;
  }

  static RequestFacts read(String text) {
    RequestLineReader reader = new RequestLineReader(text);
    return isNotice(text) ? reader.dropped() : reader.answered();
  }

  /** How many requests the line stands for, without reading the rest of it. */
  static long requests(String text) {
    return isNotice(text) ? new RequestLineReader(text).dropped().requests() : 1;
  }

  private static boolean isNotice(String text) {
    return text.startsWith(NOTICE);
  }

  private RequestFacts.Dropped dropped() {
    int at = text.lastIndexOf(DROPPED);
    return new RequestFacts.Dropped(at < 0 ? 1 : number(at + DROPPED.length()));
  }

  private RequestFacts.Answered answered() {
    // No method holds a space, and nothing that a client chose stands before it.
    int path = text.indexOf(PATH);
    int begin = path < 0 ? text.length() : path + PATH.length();
    int end = closingQuote(begin);
    boolean named = text.startsWith(HOST, end + 1);
    // Nothing that a client chose stands behind the last of these.
    int outcome = text.lastIndexOf(" dyno=");
    return new RequestFacts.Answered(
        named ? word(end + 1 + HOST.length()) : "",
        named ? text.substring(begin, end) : "",
        text.startsWith(CODE) ? word(CODE.length()) : "",
        outcome < 0 ? Optional.empty() : took(outcome),
        outcome < 0 ? 0 : (int) field(" status=", outcome),
        outcome < 0 ? 0 : field(" bytes=", outcome));
  }

  private Optional<Duration> took(int outcome) {
    int status = text.indexOf(" status=", outcome);
    boolean asked = status > 0 && text.startsWith("ms", status - 2);
    return !asked || text.startsWith(" status=101 ", status)
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(field(" connect=", outcome) + field(" service=", outcome)));
  }

  private int closingQuote(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, text.length());
  }

  private String word(int from) {
    int end = text.indexOf(' ', from);
    return text.substring(from, end < 0 ? text.length() : end);
  }

  private long field(String name, int from) {
    int at = text.indexOf(name, from);
    return at < 0 ? 0 : number(at + name.length());
  }

  /** The digits from there on, at most so many of them. */
  private long number(int from) {
    long number = 0;
    for (int i = from; i < Math.min(text.length(), from + DIGITS); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      number = 10 * number + (c - '0');
    }
    return number;
  }
}
