package paas.platform.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The zones' changes: Berlin 2026-03-29 and 2026-10-25, São Paulo 2018-11-04 at midnight. */
class CronTimesTest {
  private static final String BERLIN = "Europe/Berlin";

  /** The next {@code count} times after a moment on that zone's clock, with their offsets. */
  private static List<String> times(String schedule, String zone, String after, int count) {
    ZoneId id = ZoneId.of(zone);
    CronTimes times = new CronSchedule(schedule).times();
    List<String> found = new ArrayList<>();
    Optional<Instant> at = times.next(LocalDateTime.parse(after).atZone(id).toInstant(), id);
    while (found.size() < count && at.isPresent()) {
      found.add(at.get().atZone(id).toOffsetDateTime().toString());
      at = times.next(at.get(), id);
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *          | 2026-11-26T10:00:30 | 2026-11-26T10:01Z 2026-11-26T10:02Z",
        "*/20 * * * *       | 2026-11-26T23:40    | 2026-11-27T00:00Z 2026-11-27T00:20Z",
        "5/25 4 * * *       | 2026-11-26T00:00    | 2026-11-26T04:05Z 2026-11-26T04:30Z",
        "10-12,50 3 * * *   | 2026-11-26T03:11    | 2026-11-26T03:12Z 2026-11-26T03:50Z",
        "0 5 * * *          | 2026-11-26T05:00    | 2026-11-27T05:00Z 2026-11-28T05:00Z",
        "0 9-17/4 * * *     | 2026-11-26T10:00    | 2026-11-26T13:00Z 2026-11-26T17:00Z",
        "30 12 1 jan *      | 2026-11-26T10:00    | 2027-01-01T12:30Z 2028-01-01T12:30Z",
        "0 0 29 2 *         | 2026-11-26T10:00    | 2028-02-29T00:00Z 2032-02-29T00:00Z",
        "0 0 31 * *         | 2026-11-26T10:00    | 2026-12-31T00:00Z 2027-01-31T00:00Z",
        "0 0 * * mon        | 2026-11-26T10:00    | 2026-11-30T00:00Z 2026-12-07T00:00Z",
        "0 0 * * 7          | 2026-11-26T10:00    | 2026-11-29T00:00Z 2026-12-06T00:00Z",
        "0 0 * * fri-sun    | 2026-11-28T10:00    | 2026-11-29T00:00Z 2026-12-04T00:00Z",
        "0 0 * * sun-tue    | 2026-11-28T10:00    | 2026-11-29T00:00Z 2026-11-30T00:00Z",
        "@hourly            | 2026-11-26T10:00    | 2026-11-26T11:00Z 2026-11-26T12:00Z",
        "@daily             | 2026-11-26T10:00    | 2026-11-27T00:00Z 2026-11-28T00:00Z",
        "@weekly            | 2026-11-26T10:00    | 2026-11-29T00:00Z 2026-12-06T00:00Z",
        "@monthly           | 2026-11-26T10:00    | 2026-12-01T00:00Z 2027-01-01T00:00Z",
        "@yearly            | 2026-11-26T10:00    | 2027-01-01T00:00Z 2028-01-01T00:00Z"
      })
  void theNextTimesFollow(String schedule, String after, String expected) {
    assertEquals(List.of(expected.split(" ")), times(schedule, "UTC", after, 2));
  }

  @Test
  void aDayMayMatchByEitherFieldWhereBothAreRestricted() {
    assertEquals(
        List.of("2026-11-27T00:00Z", "2026-12-04T00:00Z", "2026-12-11T00:00Z", "2026-12-13T00:00Z"),
        times("0 0 13 * fri", "UTC", "2026-11-26T00:00", 4));
  }

  @Test
  void aFieldThatBeginsWithAStarRestrictsNothingButItself() {
    assertEquals(
        List.of("2026-12-21T00:00Z", "2027-01-11T00:00Z"),
        times("0 0 */10 * mon", "UTC", "2026-12-01T00:00", 2));
  }

  @Test
  void aTimeThatAClockChangeLeavesOutIsDueOnceRightAfterTheGap() {
    assertEquals(
        List.of("2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00"),
        times("30 2 * * *", BERLIN, "2026-03-28T00:00", 3));
    assertEquals(
        List.of("2026-03-29T03:00+02:00", "2026-03-30T02:00+02:00"),
        times("*/10 2 * * *", BERLIN, "2026-03-28T23:00", 2));
    assertEquals(
        List.of("2026-03-29T03:00+02:00", "2026-03-30T02:00+02:00", "2026-03-30T03:00+02:00"),
        times("0 2,3 * * *", BERLIN, "2026-03-28T23:00", 3));
    assertEquals(
        List.of("2018-11-04T01:00-02:00", "2018-11-05T00:15-02:00"),
        times("15 0 * * *", "America/Sao_Paulo", "2018-11-03T12:00", 2));
  }

  @Test
  void aTimeThatComesTwiceIsDueTheFirstTimeOnly() {
    assertEquals(
        List.of("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"),
        times("30 2 * * *", BERLIN, "2026-10-24T12:00", 2));
    assertEquals(
        List.of("2026-10-25T02:00+02:00", "2026-10-25T02:30+02:00", "2026-10-25T03:00+01:00"),
        times("*/30 2,3 * * *", BERLIN, "2026-10-24T12:00", 3));
  }

  @Test
  void aJobOfEveryHourGoesByTheTimeThatPasses() {
    assertEquals(
        List.of(
            "2026-10-25T01:30+02:00",
            "2026-10-25T02:30+02:00",
            "2026-10-25T02:30+01:00",
            "2026-10-25T03:30+01:00"),
        times("30 * * * *", BERLIN, "2026-10-25T01:00", 4));
    assertEquals(
        List.of("2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00"),
        times("30 * * * *", BERLIN, "2026-03-29T01:00", 2));
  }

  @Test
  void aZoneHasItsOwnMidnight() {
    assertEquals(
        List.of("2026-11-27T00:00+05:45"),
        times("@daily", "Asia/Kathmandu", "2026-11-26T10:00", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "* * * * *,   2020-01-01T00:00:00Z, 2026-11-26T10:00:30Z, 2026-11-26T10:00:00Z",
    "0 5 * * *,   2020-01-01T00:00:00Z, 2026-11-26T04:59:59Z, 2026-11-25T05:00:00Z",
    "@yearly,     2020-01-01T00:00:00Z, 2026-11-26T10:00:00Z, 2026-01-01T00:00:00Z",
    "0 0 29 2 *,  2001-01-01T00:00:00Z, 2028-02-28T10:00:00Z, 2024-02-29T00:00:00Z",
    "0 5 * * *,   2026-11-26T05:00:00Z, 2026-11-27T05:00:00Z, 2026-11-27T05:00:00Z",
    "0 5 * * *,   2026-11-26T05:00:00Z, 2026-11-27T04:59:59Z, ",
    "0 5 * * *,   2026-11-26T05:00:00Z, 2026-11-20T00:00:00Z, "
  })
  void theLatestTimeOfAStretchIsFound(
      String schedule, Instant after, Instant until, @Nullable Instant last) {
    assertEquals(
        Optional.ofNullable(last),
        new CronSchedule(schedule).times().latest(after, until, ZoneId.of("UTC")));
  }
}
