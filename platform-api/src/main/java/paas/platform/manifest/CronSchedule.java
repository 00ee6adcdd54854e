package paas.platform.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a cron job is due: five fields (minute, hour, day of the month, month, day of the week) with
 * {@code *}, lists, ranges, steps and names, or one of {@code @hourly} and the like; crontab(5).
 */
public record CronSchedule(String text) {
  private static final int LONGEST = 200;
  private static final Pattern PART =
      Pattern.compile("(\\*|(\\w{1,9})(?:-(\\w{1,9}))?)(?:/(\\d{1,4}))?");
  private static final List<String> SHORT_FORMS =
      List.of("@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually");
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, Map.of()),
          new Field("hour", 0, 23, Map.of()),
          new Field("day of the month", 1, 31, Map.of()),
          new Field(
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
                  Map.entry("dec", 12))),
          new Field(
              "day of the week",
              0,
              7,
              Map.of("sun", 0, "mon", 1, "tue", 2, "wed", 3, "thu", 4, "fri", 5, "sat", 6)));

  /** Refuses what {@link #flaw} complains about. */
  public CronSchedule {
    flaw(text)
        .ifPresent(why -> {
          throw new IllegalArgumentException(why);
        });
  }

  /** What is wrong with a schedule, for people; nothing when it is one. */
  static Optional<String> flaw(String text) {
    if (SHORT_FORMS.contains(text)) {
      return Optional.empty();
    }
    String[] fields = text.strip().split("[ \\t]+", -1);
    if (fields.length != FIELDS.size() || text.length() > LONGEST) {
      return Optional.of(
          "expected five fields such as \"0 5 * * *\", or one of " + String.join(" ", SHORT_FORMS));
    }
    for (int index = 0; index < fields.length; index++) {
      Optional<String> flaw = FIELDS.get(index).flaw(fields[index]);
      if (flaw.isPresent()) {
        return flaw;
      }
    }
    return Optional.empty();
  }

  private record Field(String name, int least, int most, Map<String, Integer> names) {
    Optional<String> flaw(String text) {
      for (String part : text.split(",", -1)) {
        if (!sound(part)) {
          return Optional.of(
              "the %s must be within %d-%d, not '%s'"
                  .formatted(name, least, most, Spot.shown(text)));
        }
      }
      return Optional.empty();
    }

    private boolean sound(String part) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        return false;
      }
      boolean stepped = Optional.ofNullable(matcher.group(4)).map(s -> within(s, 1)).orElse(true);
      if (matcher.group(1).equals("*")) {
        return stepped;
      }
      int first = number(matcher.group(2));
      int last = Optional.ofNullable(matcher.group(3)).map(this::number).orElse(first);
      return stepped && least <= first && first <= last && last <= most;
    }

    private boolean within(String number, int from) {
      return Integer.parseInt(number) >= from && Integer.parseInt(number) <= most;
    }

    /** The number that a text or a name stands for; -1 for none. */
    private int number(String text) {
      return text.chars().allMatch(c -> c >= '0' && c <= '9')
          ? Integer.parseInt(text)
          : names.getOrDefault(text.toLowerCase(Locale.ROOT), -1);
    }
  }
}
