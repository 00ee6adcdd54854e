package paas.platform.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.release.ProcessType;
import paas.router.control.RequestFacts;
import paas.router.control.RequestLine;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;

class TrafficHistoryTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:30Z");
  private static final AppId SHOP = AppId.random();
  private static final RouteName WEB = new RouteName("shop.test", "");

  private Instant now = START;
  private TrafficHistory history = history(TrafficHistory.MAX_BYTES);

  private TrafficHistory history(long mostBytes) {
    return new TrafficHistory(app -> signs(), () -> now, mostBytes);
  }

  /** Any name below this one is asked for by it. */
  private static Signs signs() {
    return new Signs(
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(WEB.host()),
                java.util.stream.IntStream.range(0, 40).mapToObj(i -> "h" + i + ".test"))
            .map(host -> new Signs.Sign(new Hostname(host), PathPrefix.ROOT, ProcessType.WEB))
            .toList());
  }

  private void line(AppId app, Instant at, String text) {
    history.saw(new RequestLine(1, app.toString(), at, text), RequestFacts.of(text));
  }

  private void asked(String host, int status, long millis, long bytes) {
    line(
        SHOP,
        now,
        "at=info method=GET path=\"/\" host=%s fwd=\"\" dyno=web.1 connect=0ms service=%dms status=%d bytes=%d protocol=http"
            .formatted(host, millis, status, bytes));
  }

  private void failed(String code) {
    line(
        SHOP,
        now,
        "at=error code=%s desc=\"x\" method=GET path=\"/\" host=shop.test fwd=\"\" dyno= connect= service= status=503 bytes=9 protocol=http"
            .formatted(code));
  }

  private AppMetrics lastHour() {
    return history.of(SHOP, 60);
  }

  @Test
  void requestsAddUpByStatusCodeBytesAndTime() {
    for (int i = 1; i <= 100; i++) {
      asked("shop.test", i <= 90 ? 200 : 404, 10L * i, 1_000);
    }
    failed("H10");
    failed("H10");
    failed("H12");
    Figures total = lastHour().total();
    assertEquals(103, total.requests());
    assertEquals(List.of(0L, 0L, 90L, 0L, 10L, 3L), total.byClass());
    assertEquals(Map.of("H10", 2L, "H12", 1L), total.codes());
    assertEquals(100_027, total.bytesOut());
    Figures.Times times = total.times().orElseThrow();
    assertEquals(100, times.count());
    assertNear(500, times.p50());
    assertNear(950, times.p95());
    assertNear(990, times.p99());
    assertNear(1_000, times.longest());
    assertEquals(Map.of(WEB, total), lastHour().routes());
  }

  private static void assertNear(long millis, Duration actual) {
    assertTrue(
        Math.abs(actual.toMillis() - millis) <= millis / 100,
        "%s, not %d ms".formatted(actual, millis));
  }

  @Test
  void aFewRequestsTellTheirExactTimesAndTheLongestCountsAsTheBound() {
    asked("shop.test", 200, 7, 0);
    assertEquals(Duration.ofMillis(7), lastHour().total().times().orElseThrow().p99());
    for (int i = 0; i < 100; i++) {
      asked("shop.test", 200, 86_400_000, 0);
    }
    assertNear(Latencies.LONGEST_MILLIS, lastHour().total().times().orElseThrow().p50());
  }

  @Test
  void onlyTheMinutesThatAreAskedForCount() {
    for (int minute = 0; minute < 90; minute++) {
      asked("shop.test", 200, 1, 0);
      now = now.plusSeconds(60);
    }
    asked("shop.test", 200, 1, 0);
    assertEquals(61, lastHour().total().requests(), "sixty whole minutes and one that has begun");
    assertEquals(11, history.of(SHOP, 10).total().requests());
    assertEquals(Duration.ofSeconds(630), history.of(SHOP, 10).length());
  }

  @Test
  void beforeItsStartNothingIsKnown() {
    asked("shop.test", 200, 1, 0);
    assertEquals(START, lastHour().from());
    assertEquals(Duration.ofSeconds(1), lastHour().length());
    now = now.plusSeconds(5);
    assertEquals(Duration.ofSeconds(5), lastHour().length());
  }

  @Test
  void whatNobodyAsksForAnyMoreIsForgotten() {
    asked("shop.test", 200, 1, 0);
    long one = history.held();
    now = now.plus(Duration.ofMinutes(62));
    line(AppId.random(), now, "at=info");
    assertEquals(one, history.held(), "only the other app is held");
    assertEquals(0, lastHour().total().requests());
    line(SHOP, START, "at=info");
    assertEquals(0, lastHour().total().requests(), "too late");
    assertEquals(one, history.held());
  }

  @Test
  void moreRoutesThanAreKeptApartAreSummedUpAsOthers() {
    for (int host = 0; host < 40; host++) {
      asked("h" + host + ".test", 200, 1, 0);
      asked("gone.test", 200, 1, 0);
    }
    AppMetrics metrics = lastHour();
    assertEquals(80, metrics.total().requests());
    assertEquals(AppTraffic.ROUTES + 1, metrics.routes().size());
    Figures others = Optional.ofNullable(metrics.routes().get(RouteName.OTHER)).orElseThrow();
    assertEquals(80 - AppTraffic.ROUTES, others.requests());
    now = now.plus(Duration.ofMinutes(62));
    asked("h39.test", 200, 1, 0);
    assertEquals(Set.of(new RouteName("h39.test", "")), lastHour().routes().keySet());
  }

  @Test
  void droppedLinesAreCountedApart() {
    asked("shop.test", 200, 1, 0);
    line(SHOP, now, "at=error code=L11 desc=\"Request lines dropped\" dropped=37");
    assertEquals(37, lastHour().dropped());
    assertEquals(1, lastHour().total().requests());
  }

  @Test
  void beyondItsBytesTheOldestMinutesGoAndItSaysSo() {
    history = history(20_000);
    for (int minute = 0; minute < 30; minute++) {
      for (int app = 0; app < 5; app++) {
        line(new AppId(new java.util.UUID(0, app)), now, "at=info");
      }
      asked("shop.test", 200, 1, 0);
      assertTrue(history.held() <= 20_000, history.held() + " bytes");
      now = now.plusSeconds(60);
    }
    AppMetrics metrics = lastHour();
    long minutes = metrics.length().toMinutes();
    assertTrue(minutes >= 5 && minutes < 20, metrics.length().toString());
    assertEquals(minutes, metrics.total().requests());
    long apart = metrics.from().getEpochSecond() % 60;
    assertEquals(0, apart, "since a whole minute");
  }

  @Test
  void theBytesOfABusyHourAreWithinTheBoundOfAnApp() {
    for (int minute = 0; minute <= 60; minute++) {
      for (int i = 0; i < 1_000; i++) {
        asked("shop.test", 200, i * 7L, 0);
      }
      now = now.plusSeconds(60);
    }
    assertTrue(history.held() < 61 * 5_000, history.held() + " bytes");
  }

  @Test
  void aClockThatIsSetBackLosesOnlyWhatItCannotPlace() {
    asked("shop.test", 200, 1, 0);
    now = now.minus(Duration.ofHours(2));
    asked("shop.test", 200, 1, 0);
    assertEquals(1, history.of(SHOP, 1).total().requests());
    now = now.plusSeconds(60);
    asked("shop.test", 200, 1, 0);
    assertEquals(2, history.of(SHOP, 1).total().requests());
  }
}
