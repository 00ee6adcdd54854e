package paas.platform.collect;

import io.micronaut.core.value.PropertyResolver;
import java.time.Duration;
import java.time.Instant;

/**
 * How long what builds share stays unused before it goes, and how much of BuildKit's cache stays at
 * all. None of it is needed by a release: an image has what it needs in itself.
 */
record Unused(Duration age, long buildKitBytes) {
  static final Unused STANDARD = new Unused(Duration.ofDays(30), 20L << 30);

  /**
   * {@code PAAS_KEEP_UNUSED_DAYS} and {@code PAAS_KEEP_BUILDKIT_GB}; refused by name when out of
   * bounds.
   */
  static Unused from(PropertyResolver settings) {
    long gigabytes =
        Retention.number(
            settings,
            "paas.keep.buildkit.gb",
            "PAAS_KEEP_BUILDKIT_GB",
            (int) (STANDARD.buildKitBytes() >> 30));
    return new Unused(
        Duration.ofDays(
            Retention.number(
                settings,
                "paas.keep.unused.days",
                "PAAS_KEEP_UNUSED_DAYS",
                (int) STANDARD.age().toDays())),
        gigabytes << 30);
  }

  /** What was used last before this may go. */
  Instant before(Instant now) {
    return now.minus(age);
  }
}
