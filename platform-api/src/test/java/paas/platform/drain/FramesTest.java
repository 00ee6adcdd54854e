package paas.platform.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.router.logs.LogLine;

class FramesTest {
  private static final Instant AT = Instant.parse("2026-11-20T17:16:05.109Z");

  @Test
  void aMessageIsAsHerokuSendsIt() {
    assertEquals(
        "66 <190>1 2026-11-20T17:16:05.109000+00:00 shop app web.1 - Listening",
        text(Frames.LOGPLEX, line("app", "web.1", "Listening")));
  }

  @Test
  void syslogHasNoStructuredDataAndSaysSo() {
    assertEquals(
        "68 <190>1 2026-11-20T17:16:05.109000+00:00 shop app web.1 - - Listening",
        text(Frames.RFC_5424, line("app", "web.1", "Listening")));
  }

  @Test
  void whoSpeaksIsToldByThePriority() {
    assertEquals("<158>1", first(line("paas", "router", "at=info")));
    assertEquals("<45>1", first(line("paas", "web.1", "State changed")));
    assertEquals("<45>1", first(line("app", "api", "Release v2")));
    assertEquals("<190>1", first(line("app", "worker.2", "")));
  }

  private static String first(LogLine line) {
    return text(Frames.LOGPLEX, line).split(" ")[1];
  }

  @Test
  void lengthsAreInBytesAndMessagesFollowEachOther() {
    String two = text(Frames.LOGPLEX, line("app", "web.1", "ü"), line("app", "web.1", "b"));

    assertEquals(
        "59 <190>1 2026-11-20T17:16:05.109000+00:00 shop app web.1 - ü"
            + "58 <190>1 2026-11-20T17:16:05.109000+00:00 shop app web.1 - b",
        two);
  }

  private static LogLine line(String source, String process, String text) {
    return new LogLine(AT, source, process, text);
  }

  private static String text(Frames frames, LogLine... lines) {
    return new String(frames.of("shop", List.of(lines)), StandardCharsets.UTF_8);
  }
}
