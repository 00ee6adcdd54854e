package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoscaleTest {
  private static final String WEB_PATH = "/apps/shop/formation/web/autoscale";
  private static final String WEB =
      """
      {"type":"web","min":1,"max":5,"target":{"metric":"p95","value":300,"text":"p95 300 ms"},
       "idle_seconds":0,"quantity":3,"judgement":"p95 200 ms of 300 ms","decisions":[
        {"at":"2026-11-20T11:58:00Z","from":3,"to":3,"reason":"no room"},
        {"at":"2026-11-20T11:50:00Z","from":2,"to":3,"reason":"p95 412 ms over 300 ms for 60 s"}]}
      """;
  private static final String SLEEPY =
      """
      {"type":"web","min":0,"max":1,"target":null,"idle_seconds":900,"quantity":0,
       "judgement":null,"decisions":[]}
      """;

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  @Test
  void settingsAndDecisionsAreShownWithTheirFigures() {
    platform.on("GET /apps/shop/autoscales", "[" + WEB + "]");
    assertEquals(
        """
        type  instances  bounds  target      asleep after  now
        web   3          1 to 5  p95 300 ms                p95 200 ms of 300 ms

        web         instances  because
        2 min ago   still 3    no room
        10 min ago  2 to 3     p95 412 ms over 300 ms for 60 s
        """,
        run("ps:autoscale").out());
    platform.on("GET " + WEB_PATH, SLEEPY);
    assertTrue(run("ps:autoscale", "web").out().contains("15 min"));
    assertTrue(run("ps:autoscale", "web", "--json").out().contains("\"idle_seconds\": 900"));
  }

  @Test
  void anAppWithoutAnyIsToldHow() {
    platform.on("GET /apps/shop/autoscales", "[]");
    assertTrue(run("ps:autoscale").out().contains("paas ps:autoscale web --max 5"));
    assertEquals("[]\n", run("ps:autoscale", "--json").out());
  }

  @Test
  void itIsSetAndEndedAlsoInHerokusWords() {
    String formation = "/apps/shop/formation/web";
    platform.on("PUT " + WEB_PATH, WEB).on("DELETE " + WEB_PATH, WEB);
    platform.on("GET " + formation, "{\"type\":\"web\",\"quantity\":2}");
    assertEquals(
        0, run("ps:autoscale", "web", "--min", "1", "--max", "5", "--p95", "300ms").exit());
    assertEquals(0, run("ps:autoscale:enable", "web", "--p95", "2s").exit());
    assertEquals(0, run("ps:autoscale", "web", "--cpu", "70").exit());
    assertEquals(0, run("ps:autoscale", "web", "--requests", "50").exit());
    assertEquals(0, run("ps:autoscale", "web", "--min", "0", "--idle", "15m").exit());
    assertEquals(0, run("ps:autoscale:off", "web").exit());
    assertEquals(0, run("ps:autoscale:disable", "web").exit());
    assertEquals(
        List.of(
            "PUT " + WEB_PATH + " {\"min\":1,\"max\":5,\"p95_ms\":300}",
            "PUT " + WEB_PATH + " {\"p95_ms\":2000}",
            "PUT " + WEB_PATH + " {\"cpu_percent\":70}",
            "PUT " + WEB_PATH + " {\"requests_per_second\":50}",
            "PUT " + WEB_PATH + " {\"min\":0,\"idle_seconds\":900}",
            "DELETE " + WEB_PATH,
            "GET " + formation,
            "DELETE " + WEB_PATH,
            "GET " + formation),
        platform.log());
  }

  @Test
  void badWordsAreRefusedBeforeAnythingIsSent() {
    assertEquals(2, run("ps:autoscale", "--max", "5").exit());
    assertEquals(2, run("ps:autoscale", "web", "--max", "0").exit());
    assertEquals(2, run("ps:autoscale", "web", "--min", "-1").exit());
    assertEquals(2, run("ps:autoscale", "web", "--p95", "300").exit());
    assertEquals(2, run("ps:autoscale", "web", "--p95", "fast").exit());
    assertEquals(2, run("ps:autoscale", "web", "--idle", "1500ms").exit());
    assertEquals(2, run("ps:autoscale", "web", "--cpu", "101").exit());
    assertEquals(2, run("ps:autoscale:off").exit());
    assertEquals(List.of(), platform.log());
  }
}
