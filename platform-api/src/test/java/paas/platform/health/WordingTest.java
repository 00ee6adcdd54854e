package paas.platform.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.platform.fault.Rejected;

class WordingTest {
  private static Healthcheck check(String... words) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      map.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return Wording.check(Healthcheck.Source.OWNER, map);
  }

  @Test
  void anHttpCheckTakesAllOfItsWords() {
    assertEquals(
        new Healthcheck(
            Healthcheck.Source.OWNER,
            Stage.LIVENESS,
            "front",
            new Ask.Http(
                "/health?deep=1",
                Optional.of(8080),
                new Statuses(200, 204),
                "ok",
                new TreeMap<>(Map.of("X-Probe", "a b")),
                true),
            4,
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(7)),
        check(
            "type=liveness",
            "name=front",
            "path=/health?deep=1",
            "port=8080",
            "status=200-204",
            "content=ok",
            "header.X-Probe=a b",
            "redirects=follow",
            "attempts=4",
            "timeout=2",
            "wait=10",
            "initialDelay=7"));
  }

  @Test
  void whatIsSaidDecidesWhatIsAsked() {
    assertEquals(new Ask.Port(Optional.empty()), check("attempts=2").ask());
    assertEquals(new Ask.Port(Optional.of(9000)), check("listening=true", "port=9000").ask());
    assertEquals(new Ask.Line("bin/check -x"), check("command=bin/check -x").ask());
    assertEquals(new Ask.Uptime(Duration.ofSeconds(30)), check("uptime=30").ask());
    assertTrue(check("content=ok").ask() instanceof Ask.Http http && http.path().equals("/"));
  }

  @ParameterizedTest
  @CsvSource({
    "path=/a?b, status=404, content=x y, header.A=b, redirects=follow",
    "type=liveness, command=true, attempts=9, timeout=600, interval=0",
    "uptime=30, name=slow, delay=1, attempts=1, timeout=1",
    "listening=true, port=70, type=readiness, attempts=2, timeout=2",
  })
  void wordsOfACheckMakeTheSameCheckAgain(String a, String b, String c, String d, String e) {
    Healthcheck check = check(a, b, c, d, e);
    assertEquals(check, Wording.check(Healthcheck.Source.OWNER, Wording.of(check)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path=health | a path that begins with /",
        "path=/a b | a path that begins with /",
        "status=2xx | a status such as 200",
        "status=300-200 | a status such as 200",
        "attempts=0 | a whole number from 1 to 100",
        "timeout=601 | a whole number from 1 to 600",
        "interval=-1 | a whole number from 0 to 600",
        "port=65536 | a whole number from 1 to 65535",
        "type=boot | startup, readiness or liveness",
        "colour=red | is not known",
        "header.A:b=c | valid names",
        "command= | one line of text",
      })
  void aBadWordIsRefusedWithItsKey(String word, String message) {
    Rejected refusal = assertThrows(Rejected.class, () -> check(word));
    String text = String.valueOf(refusal.getMessage());
    assertTrue(text.contains(message), text);
    assertTrue(text.contains(word.substring(0, word.indexOf('='))), text);
  }

  @Test
  void aCheckAsksOneThing() {
    String text =
        String.valueOf(
            assertThrows(Rejected.class, () -> check("path=/x", "command=true")).getMessage());
    assertTrue(text.contains("an HTTP path and a command"), text);
    assertThrows(Rejected.class, () -> check("type=liveness", "uptime=3"));
  }
}
