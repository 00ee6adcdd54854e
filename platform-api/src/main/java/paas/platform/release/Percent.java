package paas.platform.release;

import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** The part of an app's requests that a canary gets: 1 to 99 percent. */
public record Percent(int value) {
  private static final Pattern GRAMMAR = Pattern.compile("[1-9][0-9]?");

  public Percent {
    if (value < 1 || value > 99) {
      throw refusal(Integer.toString(value));
    }
  }

  /** Reads a number, with or without a percent sign. */
  public static Percent parse(String text) {
    String bare = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
    if (!GRAMMAR.matcher(bare).matches()) {
      throw refusal(text);
    }
    return new Percent(Integer.parseInt(bare));
  }

  private static Rejected refusal(String text) {
    String cut = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return Rejected.invalid(
        "A canary gets 1 to 99 percent of the requests, not '"
            + cut.replaceAll("\\p{Cntrl}", "?")
            + "': all of them is a deploy, none is no canary.");
  }

  /** So much of a number, rounded up: at least one of any. */
  public int of(int number) {
    return (number * value + 99) / 100;
  }

  @Override
  public String toString() {
    return value + "%";
  }
}
