package paas.platform.health;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** The HTTP statuses that are well: {@code 200}, or {@code 200-399}. */
public record Statuses(int from, int to) {
  /** What Dokku and most balancers take. */
  public static final Statuses USUAL = new Statuses(200, 399);

  private static final Pattern GRAMMAR = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

  public static Statuses parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (matcher.matches()) {
      int from = Integer.parseInt(matcher.group(1));
      int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
      if (from <= to) {
        return new Statuses(from, to);
      }
    }
    throw Rejected.invalid("expected a status such as 200, or statuses such as 200-399");
  }

  public boolean include(int status) {
    return status >= from && status <= to;
  }

  @Override
  public String toString() {
    return from == to ? Integer.toString(from) : from + "-" + to;
  }
}
