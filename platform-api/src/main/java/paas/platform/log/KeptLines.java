package paas.platform.log;

import io.micronaut.core.value.PropertyResolver;
import java.time.Duration;
import paas.router.logs.LogLimits;

/** How much of each app's log stays: the platform's owner may say it. */
final class KeptLines {
  private static final long MEGABYTE = 1_000_000;
  private static final int MOST_DAYS = 3_650;

  /** Files of 4 MB go as a whole, so that there have to be some. */
  private static final int FEWEST_MEGABYTES = 20;

  private static final int MOST_MEGABYTES = 100_000;

  private KeptLines() {}

  /** {@code PAAS_LOG_DAYS} and {@code PAAS_LOG_MB}; refused by name when out of bounds. */
  static LogLimits.Kept from(PropertyResolver settings) {
    LogLimits.Kept usual = LogLimits.standard().kept();
    long days =
        number(settings, "paas.log.days", "PAAS_LOG_DAYS", usual.age().toDays(), 1, MOST_DAYS);
    long megabytes =
        number(
            settings,
            "paas.log.mb",
            "PAAS_LOG_MB",
            usual.bytes() / MEGABYTE,
            FEWEST_MEGABYTES,
            MOST_MEGABYTES);
    return new LogLimits.Kept(Duration.ofDays(days), megabytes * MEGABYTE, usual.lines());
  }

  private static long number(
      PropertyResolver settings, String key, String name, long usual, int least, int most) {
    String text = settings.getProperty(key, String.class).orElse("");
    if (text.isEmpty()) {
      return usual;
    }
    int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          name + " is a number from " + least + " to " + most + ", not '" + text + "'");
    }
    return number;
  }
}
