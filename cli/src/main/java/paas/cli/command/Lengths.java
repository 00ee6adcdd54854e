package paas.cli.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.cli.fault.Failure;

/** Lengths of time as people type them: {@code 300ms}, {@code 2s}, {@code 15m}, {@code 1h}. */
public final class Lengths {
  private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,6})(ms|s|m|min|h)");

  private Lengths() {}

  public static long millis(String option, String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      throw Failure.usage(
          option + " wants a number and its unit, such as 300ms, 2s or 15m, not '" + text + "'.");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> number;
      case "s" -> number * 1_000;
      case "h" -> number * 3_600_000;
      default -> number * 60_000;
    };
  }

  public static long seconds(String option, String text) {
    long millis = millis(option, text);
    if (millis % 1_000 != 0) {
      throw Failure.usage(option + " wants whole seconds, not '" + text + "'.");
    }
    return millis / 1_000;
  }
}
