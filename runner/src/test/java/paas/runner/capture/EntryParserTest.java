package paas.runner.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import paas.runner.capture.CapturedLine.Channel;

class EntryParserTest {
  private final EntryParser parser = new EntryParser();

  @Test
  void aPlainEntryIsRead() {
    assertTrue(
        parse(
            "{\"log\":\"hello\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-20T17:16:05.109123456Z\"}"));
    assertEquals("hello", text());
    assertTrue(parser.terminated());
    assertEquals(Channel.STDERR, parser.channel());
    assertEquals(Instant.parse("2026-11-20T17:16:05.109123Z"), parser.time());
  }

  @Test
  void anEntryWithoutNewlineIsAPiece() {
    assertTrue(parseLog("part"));
    assertEquals("part", text());
    assertFalse(parser.terminated());
  }

  @Test
  void aBackslashBeforeAnNIsNoNewline() {
    assertTrue(parseLog("C:\\\\n"));
    assertEquals("C:\\n", text());
    assertFalse(parser.terminated());
  }

  @Test
  void escapesAreDecoded() {
    assertTrue(
        parseLog(
            "\\u003ca\\u003e \\\"q\\\" \\\\ \\t\\u001b[1m é \\u20ac \\ud83d\\ude00 \\ud83d. \\ude00\\r\\n"));
    assertEquals("<a> \"q\" \\ \t\u001b[1m é € 😀 \uFFFD. \uFFFD\r", text());
    assertTrue(parser.terminated());
  }

  @Test
  void otherFieldsAndAnyOrderAreFine() {
    assertTrue(
        parse(
            "{\"time\":\"2026-11-20T17:16:05Z\",\"attrs\":{\"a\":\"}\\\"\",\"b\":[1,{}]},\"n\":null,"
                + "\"stream\":\"stdout\",\"log\":\"x\\n\"}"));
    assertEquals("x", text());
    assertEquals(Instant.parse("2026-11-20T17:16:05Z"), parser.time());
  }

  @Test
  void timesOfAnyPrecisionAndZoneAreRead() {
    for (String time :
        List.of(
            "2026-11-20T17:16:05.1Z",
            "2026-11-20T17:16:05.100000001Z",
            "2026-11-20T18:16:05.1+01:00")) {
      assertTrue(parse("{\"log\":\"x\",\"stream\":\"stdout\",\"time\":\"" + time + "\"}"));
      assertEquals(Instant.parse("2026-11-20T17:16:05.1Z"), parser.time());
    }
  }

  @Test
  void whatIsNoEntryIsRefused() {
    String good =
        "{\"log\":\"hello\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-20T17:16:05.109123456Z\"}";
    for (int cut = 0; cut < good.length(); cut++) {
      assertFalse(parse(good.substring(0, cut)), "cut at " + cut);
    }
    for (String bad :
        List.of(
            "",
            "\0\0\0" + good,
            good + good,
            good.replace("2026", "x026"),
            "{\"log\":\"\\x\"}",
            "[]")) {
      assertFalse(parse(bad), bad);
    }
  }

  @Test
  void noiseIsRefusedOrReadButNeverThrowsOrHangs() {
    byte[] good =
        EngineLog.entry("hé\\u20acllo\\n", "stdout").strip().getBytes(StandardCharsets.UTF_8);
    Random random = new Random(3);
    for (int round = 0; round < 50_000; round++) {
      byte[] noisy = good.clone();
      for (int i = 0; i < 3; i++) {
        noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
      }
      if (parser.parse(noisy, 0, noisy.length)) {
        assertTrue(parser.textTo() >= parser.textFrom() && parser.textTo() <= parser.text().length);
      }
    }
  }

  private boolean parseLog(String escaped) {
    return parse(EngineLog.entry(escaped, "stdout").strip());
  }

  private boolean parse(String json) {
    byte[] bytes = ("before" + json + "after").getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 6, bytes.length - 5);
  }

  private String text() {
    return new String(
        parser.text(),
        parser.textFrom(),
        parser.textTo() - parser.textFrom(),
        StandardCharsets.UTF_8);
  }
}
