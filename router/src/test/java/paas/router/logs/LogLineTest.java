package paas.router.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogLineTest {
  private static final Instant TIME = Instant.parse("2026-11-20T17:16:05.109Z");

  @Test
  void formatIsHerokus() {
    assertEquals("2026-11-20T17:16:05.109000+00:00 app[web.1]: hello", line("hello").format());
  }

  @Test
  void nanosecondsAreCutToMicroseconds() {
    LogLine line =
        new LogLine(Instant.parse("2026-11-20T17:16:05.123456789Z"), "app", "web.1", "x");
    assertEquals("2026-11-20T17:16:05.123456+00:00 app[web.1]: x", line.format());
  }

  @Test
  void aNewlineIsNeverInALine() {
    assertEquals("a b", line("a\nb").text());
  }

  @Test
  void aTextOfSeveralLinesSplitsIntoThem() {
    List<LogLine> lines = LogLine.split(TIME, "app", "build", "one\r\n\ntwo\n");
    assertEquals(List.of("one", "", "two"), lines.stream().map(LogLine::text).toList());
  }

  @Test
  void namesAreOfAFixedGrammar() {
    assertThrows(IllegalArgumentException.class, () -> new LogLine(TIME, "a b", "web.1", ""));
    assertThrows(IllegalArgumentException.class, () -> new LogLine(TIME, "app", "web]: x", ""));
    assertThrows(IllegalArgumentException.class, () -> new LogLine(TIME, "", "web", ""));
  }

  @Test
  void longLinesAreCutAtTheBoundButNeverInsideACharacter() {
    String text = "aé€😀".repeat(2_000);
    List<LogLine> parts = LineSplitter.split(List.of(line("short"), line(text)), 1_000);

    assertEquals("short", parts.getFirst().text());
    assertEquals(
        text, String.join("", parts.subList(1, parts.size()).stream().map(LogLine::text).toList()));
    for (LogLine part : parts) {
      assertTrue(part.text().getBytes(StandardCharsets.UTF_8).length <= 1_000);
      assertTrue(part.text().indexOf('\uFFFD') < 0);
    }
  }

  @Test
  void linesWithinTheBoundAreLeftAlone() {
    List<LogLine> lines = List.of(line("x".repeat(10_000)), line("é".repeat(5_000)));
    assertEquals(lines, LineSplitter.split(lines, 10_000));
  }

  @Test
  void filterTakesAProcessATypeOrASource() {
    LogLine web = line("x");
    LogLine router = new LogLine(TIME, "paas", "router", "x");
    assertTrue(LogFilter.ALL.wants(web));
    assertTrue(LogFilter.ALL.process("web").wants(web));
    assertTrue(LogFilter.ALL.process("web.1").wants(web));
    assertTrue(!LogFilter.ALL.process("web.11").wants(web));
    assertTrue(!LogFilter.ALL.process("we").wants(web));
    assertTrue(LogFilter.ALL.process("router").source("paas").wants(router));
    assertTrue(!LogFilter.ALL.source("app").wants(router));
  }

  @Test
  void lineIdsReadBackWhatTheyWroteAndNothingElse() {
    assertEquals(Optional.of(new LineId(42)), LineId.parse(new LineId(42).toString()));
    for (String bad : List.of("", "-1", "x", "1 ", "99999999999999999999", "٣")) {
      assertEquals(Optional.empty(), LineId.parse(bad));
    }
  }

  @Test
  void streamIdsCannotLeaveTheirDirectory() {
    for (String bad : List.of("", "..", "a/b", "A", "-x", "a.deleted", "x".repeat(65))) {
      assertThrows(IllegalArgumentException.class, () -> new StreamId(bad));
    }
  }

  private static LogLine line(String text) {
    return new LogLine(TIME, "app", "web.1", text);
  }
}
