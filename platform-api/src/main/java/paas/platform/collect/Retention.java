package paas.platform.collect;

import io.micronaut.core.value.PropertyResolver;
import java.time.Duration;
import java.time.Instant;

/**
 * How long things stay: the newest so many releases (and builds) of each app, and all that are
 * younger than so much.
 */
record Retention(int newest, Duration age) {
  static final Retention STANDARD = new Retention(20, Duration.ofDays(30));

  private static final int MOST = 100_000;

  /** {@code PAAS_KEEP_RELEASES} and {@code PAAS_KEEP_DAYS}; refused by name when out of bounds. */
  static Retention from(PropertyResolver settings) {
    return new Retention(
        number(settings, "paas.keep.releases", "PAAS_KEEP_RELEASES", STANDARD.newest()),
        Duration.ofDays(
            number(settings, "paas.keep.days", "PAAS_KEEP_DAYS", (int) STANDARD.age().toDays())));
  }

  /** What was made before this, and is not among the newest, may go. */
  Instant before(Instant now) {
    return now.minus(age);
  }

  static int number(PropertyResolver settings, String key, String name, int standard) {
    String text = settings.getProperty(key, String.class).orElse("");
    if (text.isEmpty()) {
      return standard;
    }
    int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    if (number < 1 || number > MOST) {
      throw new IllegalArgumentException(
          name + " is a number from 1 to " + MOST + ", not '" + text + "'");
    }
    return number;
  }
}
