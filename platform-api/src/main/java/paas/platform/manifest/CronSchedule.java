package paas.platform.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.fault.Rejected;

/**
 * When a cron job is due: five fields (minute, hour, day of the month, month, day of the week) with
 * {@code *}, lists, ranges, steps and names, or one of {@code @hourly} and the like; crontab(5).
 */
public record CronSchedule(String text) {
  private static final int LONGEST = 200;

  private static final Map<String, String> SHORT_FORMS =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  private static final List<CronField> FIELDS =
      List.of(CronField.MINUTE, CronField.HOUR, CronField.DAY, CronField.MONTH, CronField.WEEKDAY);

  /** Refuses what {@link #flaw} complains about. */
  public CronSchedule {
    flaw(text)
        .ifPresent(why -> {
          throw new IllegalArgumentException(why);
        });
  }

  /** What somebody typed; refused with what is wrong. */
  public static CronSchedule parse(String text) {
    flaw(text)
        .ifPresent(why -> {
          throw Rejected.invalid("'" + Spot.shown(text) + "' is no schedule: " + why + ".");
        });
    return new CronSchedule(text);
  }

  /** What is wrong with a schedule, for people; nothing when it is one. */
  static Optional<String> flaw(String text) {
    String[] fields = fields(text);
    if (fields.length != FIELDS.size() || text.length() > LONGEST) {
      return Optional.of(
          "expected five fields such as \"0 5 * * *\", or one of "
              + String.join(" ", SHORT_FORMS.keySet().stream().sorted().toList()));
    }
    for (int index = 0; index < fields.length; index++) {
      CronField field = FIELDS.get(index);
      if (field.values(fields[index]).isEmpty()) {
        return Optional.of(field.flaw(fields[index]));
      }
    }
    return CronTimes.of(fields).isEverDue()
        ? Optional.empty()
        : Optional.of("no such day is in any year");
  }

  /** The moments that it means. */
  public CronTimes times() {
    return CronTimes.of(fields(text));
  }

  private static String[] fields(String text) {
    return SHORT_FORMS.getOrDefault(text, text).strip().split("[ \\t]+", -1);
  }
}
