package paas.platform.manifest;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import paas.platform.fault.Rejected;
import paas.platform.formation.Size;

/**
 * How a cron job is run.
 *
 * @param zone whose clock its schedule is read by
 * @param timeout after which a run is stopped, 24 hours at most
 */
public record CronTerms(
    ZoneId zone, Concurrency concurrency, Duration timeout, Missed missed, Size size) {
  /** The longest that a run may take. */
  public static final Duration LONGEST = Duration.ofHours(24);

  public static final CronTerms STANDARD =
      new CronTerms(ZoneId.of("UTC"), Concurrency.ALLOW, LONGEST, Missed.SKIP, Size.DEFAULT);

  /** What becomes of a run that is due while the one before goes on. */
  public enum Concurrency {
    /** It is started beside it. */
    ALLOW,
    /** It is left out. */
    FORBID,
    /** The one before is stopped first. */
    REPLACE
  }

  /** What becomes of times that were missed because the platform was down. */
  public enum Missed {
    /** Nothing. */
    SKIP,
    /** One run makes up for all of them. */
    ONCE
  }

  public CronTerms {
    if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
      throw Rejected.invalid("A cron job's timeout is 1 to " + LONGEST.toSeconds() + " seconds.");
    }
  }

  /** A name of the time zone database, such as Europe/Berlin. */
  public static ZoneId zone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw Rejected.invalid(
          "There is no time zone '" + Spot.shown(text) + "': give one such as Europe/Berlin.");
    }
    return ZoneId.of(text);
  }

  public static Concurrency concurrency(String text) {
    return one(Concurrency.values(), "concurrency", text);
  }

  public static Missed missed(String text) {
    return one(Missed.values(), "missed", text);
  }

  private static <E extends Enum<E>> E one(E[] all, String what, String text) {
    return Arrays.stream(all)
        .filter(value -> word(value).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            Rejected.invalid(
                "A cron job's "
                    + what
                    + " is "
                    + Arrays.stream(all).map(CronTerms::word).collect(Collectors.joining(" or "))
                    + ", not '"
                    + Spot.shown(text)
                    + "'."));
  }

  /** As people write it. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
