package paas.platform.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.AppId;
import paas.router.control.RequestLine;
import paas.router.logs.LogFilter;
import paas.router.logs.LogLimits;
import paas.router.logs.LogLine;
import paas.router.logs.LogRouter;
import paas.router.logs.StreamId;

class RouterLinesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String SHOP = AppId.random().toString();
  private static final String BLOG = AppId.random().toString();

  @TempDir private Path dir;
  private LogRouter logs;
  private RouterLines lines;
  private final List<RequestLine> metered = new ArrayList<>();

  @BeforeEach
  void open() {
    logs = LogRouter.open(dir, LogLimits.standard(), Clock.fixed(NOW, ZoneOffset.UTC));
    lines = new RouterLines(logs, "paas", (line, facts) -> metered.add(line));
  }

  @AfterEach
  void close() {
    logs.close();
  }

  private static RequestLine line(long sequence, String app, String text) {
    return new RequestLine(sequence, app, NOW, text);
  }

  private List<String> stored(String app) {
    return logs.last(new StreamId(app), 100, LogFilter.ALL).stream().map(LogLine::text).toList();
  }

  @Test
  void aBatchIsSortedIntoTheAppsStreams() {
    lines.accept("e1", List.of(line(1, SHOP, "a"), line(2, BLOG, "b"), line(3, SHOP, "c")));
    assertEquals(List.of("a", "c"), stored(SHOP));
    assertEquals(List.of("b"), stored(BLOG));
  }

  @Test
  void aLineIsTheRoutersAndHasItsOwnTime() {
    lines.accept("e1", List.of(new RequestLine(1, SHOP, NOW.minusSeconds(5), "at=info")));
    assertEquals(
        List.of(new LogLine(NOW.minusSeconds(5), "paas", "router", "at=info")),
        logs.last(new StreamId(SHOP), 100, LogFilter.ALL));
  }

  @Test
  void whatComesAgainAfterACrashIsNotStoredTwice() {
    lines.accept("e1", List.of(line(1, SHOP, "a"), line(2, BLOG, "b"), line(3, SHOP, "c")));
    logs.close();
    open();
    lines.accept(
        "e1",
        List.of(line(1, SHOP, "a"), line(2, BLOG, "b"), line(3, SHOP, "c"), line(4, BLOG, "d")));
    assertEquals(List.of("a", "c"), stored(SHOP));
    assertEquals(List.of("b", "d"), stored(BLOG));
    assertEquals(
        List.of(1L, 2L, 3L, 4L), metered.stream().map(RequestLine::sequence).sorted().toList());
  }

  @Test
  void aCrashBetweenTwoAppsOfABatchLosesNothing() {
    lines.accept("e1", List.of(line(1, SHOP, "a")));
    lines.accept("e1", List.of(line(1, SHOP, "a"), line(2, BLOG, "b")));
    assertEquals(List.of("a"), stored(SHOP));
    assertEquals(List.of("b"), stored(BLOG));
  }

  @Test
  void aNewLifeOfTheRouterCountsFromTheBeginning() {
    lines.accept("e1", List.of(line(7, SHOP, "old")));
    lines.accept("e2", List.of(line(1, SHOP, "new")));
    lines.accept("e2", List.of(line(1, SHOP, "new"), line(2, SHOP, "newer")));
    assertEquals(List.of("old", "new", "newer"), stored(SHOP));
  }
}
