package paas.platform.manifest;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of a schedule's five fields: which values it may have, and which of them a text stands for.
 */
record CronField(String name, int least, int most, Map<String, Integer> names) {
  private static final Pattern PART =
      Pattern.compile("(\\*|(\\w{1,9})(?:-(\\w{1,9}))?)(?:/(\\d{1,4}))?");

  static final CronField MINUTE = new CronField("minute", 0, 59, Map.of());
  static final CronField HOUR = new CronField("hour", 0, 23, Map.of());
  static final CronField DAY = new CronField("day of the month", 1, 31, Map.of());
  static final CronField MONTH =
      new CronField(
          "month",
          1,
          12,
          Map.ofEntries(
              Map.entry("jan", 1),
              Map.entry("feb", 2),
              Map.entry("mar", 3),
              Map.entry("apr", 4),
              Map.entry("may", 5),
              Map.entry("jun", 6),
              Map.entry("jul", 7),
              Map.entry("aug", 8),
              Map.entry("sep", 9),
              Map.entry("oct", 10),
              Map.entry("nov", 11),
              Map.entry("dec", 12)));

  /** Sunday is 0 and 7. */
  static final CronField WEEKDAY =
      new CronField(
          "day of the week",
          0,
          7,
          Map.of("sun", 0, "mon", 1, "tue", 2, "wed", 3, "thu", 4, "fri", 5, "sat", 6));

  /** The values as bits; empty where the text is wrong. */
  OptionalLong values(String text) {
    long values = 0;
    for (String part : text.split(",", -1)) {
      OptionalLong some = part(part);
      if (some.isEmpty()) {
        return some;
      }
      values |= some.getAsLong();
    }
    return OptionalLong.of(values);
  }

  /** What is wrong with a text that has no values. */
  String flaw(String text) {
    String must =
        "the %s must be within %d-%d, not '%s'".formatted(name, least, most, Spot.shown(text));
    boolean number = text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? must : must + "; also understood: *, lists 1,3, ranges 1-5, steps */5";
  }

  /** {@code *}, {@code a} or {@code a-b}, each with a step; {@code a/step} goes on to the end. */
  private OptionalLong part(String text) {
    Matcher matcher = PART.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    Optional<String> stepText = Optional.ofNullable(matcher.group(4));
    int step = stepText.map(Integer::parseInt).orElse(1);
    boolean all = matcher.group(1).equals("*");
    int first = all ? least : number(matcher.group(2));
    int end = stepText.isPresent() ? most : first;
    int last = all ? most : Optional.ofNullable(matcher.group(3)).map(this::number).orElse(end);
    if (equals(WEEKDAY) && last == 0 && first > 0) {
      last = most;
    }
    boolean fits = least <= first && first <= last && last <= most && step >= 1 && step <= most;
    return fits ? OptionalLong.of(bits(first, last, step)) : OptionalLong.empty();
  }

  private static long bits(int first, int last, int step) {
    long bits = 0;
    for (int value = first; value <= last; value += step) {
      bits |= 1L << value;
    }
    return bits;
  }

  /** The number that a text or a name stands for; -1 for none. */
  private int number(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Integer.parseInt(text)
        : names.getOrDefault(text.toLowerCase(Locale.ROOT), -1);
  }
}
