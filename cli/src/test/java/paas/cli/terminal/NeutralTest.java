package paas.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeutralTest {
  @Test
  void harmlessTextStaysAsItIs() {
    String text = "grüße, 日本 🚀 {}";
    assertSame(text, Neutral.line(text));
  }

  @Test
  void escapesBecomeVisible() {
    assertEquals("\\x1b]0;title\\x07", Neutral.line("\033]0;title\007"));
    assertEquals("\\x9b2J\\x7f\\x00", Neutral.line("\u009b2J\177\0"));
    assertEquals("a\\nb\\tc\\r", Neutral.line("a\nb\tc\r"));
    assertEquals("a\nb\tc\\r", Neutral.text("a\nb\tc\r"));
    assertEquals("x\\u202ey\\u2066", Neutral.line("x\u202ey\u2066"));
    assertEquals("\\u061c\\u200e", Neutral.line("\u061c\u200e"));
  }

  @Test
  void logLinesKeepTheirColoursOnlyWhereColourIsWanted() {
    String line = "\033[32mok\033[0m \033[2J";
    assertEquals("\033[32mok\033[0m \\x1b[2J\033[0m", Neutral.logLine(line, true));
    assertEquals("ok \\x1b[2J", Neutral.logLine(line, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\033[31", "\033[", "\033", "\033[1;", "\033[?25l", "\033[31x"})
  void unfinishedAndOtherSequencesAreNotColours(String text) {
    assertFalse(Neutral.logLine(text, true).contains("\033"));
  }

  @Test
  void timesAreShownAsAges() {
    Instant now = Instant.parse("2026-11-20T12:00:00Z");
    assertEquals("0 s ago", Ago.of("2026-11-20T12:00:30Z", now));
    assertEquals("59 s ago", Ago.of("2026-11-20T11:59:01Z", now));
    assertEquals("3 min ago", Ago.of("2026-11-20T11:57:00.123456Z", now));
    assertEquals("47 h ago", Ago.of("2026-11-18T12:30:00Z", now));
    assertEquals("2026-11-01 08:15 UTC", Ago.of("2026-11-01T08:15:00Z", now));
    assertEquals("yesterday", Ago.of("yesterday", now));
    assertEquals("2026-99-20T12:00:00Z", Ago.of("2026-99-20T12:00:00Z", now));
  }

  @Test
  void colourNeedsATerminalThatCanAndAUserWhoWants() {
    assertTrue(Facts.of("012", "120", Map.of("TERM", "xterm")).colour());
    assertFalse(Facts.of("012", "120", Map.of("TERM", "xterm", "NO_COLOR", "1")).colour());
    assertFalse(Facts.of("012", "120", Map.of("TERM", "dumb")).colour());
    assertFalse(Facts.of("012", "120", Map.of()).colour());
  }

  @Test
  void anUnknownWidthIsEighty() {
    assertEquals(80, Facts.of("1", "", Map.of()).width());
    assertEquals(80, Facts.of("1", "0", Map.of()).width());
    assertEquals(132, Facts.of("1", "132", Map.of()).width());
  }
}
