package paas.platform.manifest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/**
 * The moments that a schedule means, in a time zone. A job that runs at certain hours goes by the
 * clock on the wall: a time that a change of the clocks leaves out is due once, right after the
 * gap, and one that comes twice is due the first time. A job that runs in every hour goes by the
 * time that passes.
 *
 * @param minutes bit 0 to 59
 * @param hours bit 0 to 23
 * @param days bit 1 to 31
 * @param months bit 1 to 12
 * @param weekdays bit 0, Sunday, to 6
 * @param eitherDay both day fields are restricted, neither begins with {@code *}: one match is
 *     enough (crontab(5), NOTES)
 */
public record CronTimes(
    long minutes, long hours, long days, long months, long weekdays, boolean eitherDay) {
  private static final long EVERY_HOUR = (1L << 24) - 1;

  /** The 29th of February does not come for eight years around a century. */
  private static final int DAYS_AHEAD = 8 * 366 + 1;

  /** Looked back through in turn, so that the last time of a frequent job is found near. */
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(40),
          Duration.ofDays(DAYS_AHEAD));

  static CronTimes of(String[] fields) {
    long weekdays = CronField.WEEKDAY.values(fields[4]).orElseThrow();
    return new CronTimes(
        CronField.MINUTE.values(fields[0]).orElseThrow(),
        CronField.HOUR.values(fields[1]).orElseThrow(),
        CronField.DAY.values(fields[2]).orElseThrow(),
        CronField.MONTH.values(fields[3]).orElseThrow(),
        (weekdays | weekdays >> 7) & 0x7f,
        !fields[2].startsWith("*") && !fields[4].startsWith("*"));
  }

  boolean isEverDue() {
    return next(Instant.EPOCH, ZoneOffset.UTC).isPresent();
  }

  /** The first moment after that one. */
  public Optional<Instant> next(Instant after, ZoneId zone) {
    return hours == EVERY_HOUR ? byTime(after, zone) : byTheWall(after, zone);
  }

  /** The last moment after the one and not after the other. */
  public Optional<Instant> latest(Instant after, Instant until, ZoneId zone) {
    for (Duration window : WINDOWS) {
      Instant edge = until.minus(window);
      Optional<Instant> found = last(edge.isAfter(after) ? edge : after, until, zone);
      if (found.isPresent() || !edge.isAfter(after)) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> last(Instant after, Instant until, ZoneId zone) {
    Optional<Instant> last = Optional.empty();
    Optional<Instant> next = next(after, zone);
    while (next.isPresent() && !next.get().isAfter(until)) {
      last = next;
      next = next(next.get(), zone);
    }
    return last;
  }

  private Optional<Instant> byTime(Instant after, ZoneId zone) {
    ZonedDateTime at = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    LocalDate end = at.toLocalDate().plusDays(DAYS_AHEAD);
    while (at.toLocalDate().isBefore(end)) {
      if (!has(at.toLocalDate())) {
        at = at.toLocalDate().plusDays(1).atStartOfDay(zone);
      } else if (has(minutes, at.getMinute())) {
        return Optional.of(at.toInstant());
      } else {
        at = at.plusMinutes(1);
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> byTheWall(Instant after, ZoneId zone) {
    LocalDate first = after.atZone(zone).toLocalDate();
    return first
        .datesUntil(first.plusDays(DAYS_AHEAD))
        .filter(this::has)
        .flatMap(date -> firstAfter(after, date, zone).stream())
        .findFirst();
  }

  private Optional<Instant> firstAfter(Instant after, LocalDate date, ZoneId zone) {
    for (int hour = 0; hour < 24; hour++) {
      for (int minute = 0; has(hours, hour) && minute < 60; minute++) {
        if (has(minutes, minute)) {
          Instant at = moment(date.atTime(hour, minute), zone);
          if (at.isAfter(after)) {
            return Optional.of(at);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Instant moment(LocalDateTime wall, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    return change != null && change.isGap()
        ? change.getInstant()
        : ZonedDateTime.ofLocal(wall, zone, null).withEarlierOffsetAtOverlap().toInstant();
  }

  private boolean has(LocalDate date) {
    boolean day = has(days, date.getDayOfMonth());
    boolean weekday = has(weekdays, date.getDayOfWeek().getValue() % 7);
    return has(months, date.getMonthValue()) && (eitherDay ? day || weekday : day && weekday);
  }

  private static boolean has(long bits, int value) {
    return (bits >> value & 1) == 1;
  }
}
