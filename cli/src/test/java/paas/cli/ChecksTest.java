package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {
  private static final String CHECKS = "/apps/shop/healthchecks";
  private static final String WEB =
      """
      {"type":"web","enabled":true,"checks":[
        {"source":"app.json","settings":{"type":"startup","path":"/up","status":"200-399",
         "content":"ok","redirects":"show","attempts":"3","timeout":"5","interval":"10"}},
        {"source":"checks:set","settings":{"type":"liveness","name":"alive","command":"bin/alive",
         "attempts":"2","timeout":"1","interval":"7"}}]}
      """;
  private static final String WORKER =
      """
      {"type":"worker","enabled":false,"checks":[{"source":"default","settings":
        {"type":"startup","uptime":"2","attempts":"1","timeout":"1","interval":"1"}}]}
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
  void whatCountsIsShownWithWhereItComesFrom() {
    platform.on("GET " + CHECKS, "[" + WEB + "," + WORKER + "]");
    Cli.Result result = run("checks");
    assertEquals(
        """
        type    when      check                              fails after           from
        web     startup   GET :$PORT/up is 200-399 with "ok" 3 × 5 s, every 10 s   app.json
        """
            .lines()
            .map(line -> line.replaceAll(" +", " "))
            .toList(),
        result.out().lines().limit(2).map(line -> line.replaceAll(" +", " ")).toList());
    assertTrue(result.out().contains("alive: bin/alive exits with 0"), result.out());
    assertTrue(result.out().contains("has run for 2 s"), result.out());
    assertTrue(result.err().contains("paas checks:enable worker"), result.err());
  }

  @Test
  void oneTypeIsShownAlone() {
    platform.on("GET " + CHECKS + "/web", WEB);
    assertTrue(run("checks", "web").out().contains("bin/alive"));
    assertTrue(run("checks", "web", "--json").out().contains("\"source\": \"app.json\""));
  }

  @Test
  void aCheckIsSetInItsWordsAndUnsetByItsStage() {
    platform.on("PUT " + CHECKS + "/web", WEB).on("DELETE " + CHECKS + "/web/liveness", WEB);
    platform.on("DELETE " + CHECKS + "/web", WEB).on("PATCH " + CHECKS + "/web", WEB);
    assertEquals(0, run("checks:set", "web", "path=/a=b", "timeout=5").exit());
    assertEquals(0, run("checks:unset", "web", "liveness").exit());
    assertEquals(0, run("checks:unset", "web").exit());
    assertEquals(0, run("checks:disable", "web").exit());
    assertEquals(0, run("checks:enable", "web").exit());
    assertEquals(
        List.of(
            "PUT " + CHECKS + "/web {\"path\":\"/a=b\",\"timeout\":\"5\"}",
            "DELETE " + CHECKS + "/web/liveness",
            "DELETE " + CHECKS + "/web",
            "PATCH " + CHECKS + "/web {\"enabled\":false}",
            "PATCH " + CHECKS + "/web {\"enabled\":true}"),
        platform.log());
  }

  @Test
  void badWordsAreRefusedBeforeAnythingIsSent() {
    assertEquals(2, run("checks:set", "web").exit());
    assertEquals(2, run("checks:set", "path=/x", "timeout=5").exit());
    assertEquals(2, run("checks:set", "web", "path").exit());
    assertEquals(2, run("checks:set", "web", "path=/a", "path=/b").exit());
    assertEquals(2, run("checks:unset").exit());
    assertEquals(2, run("checks:run").exit());
    assertEquals(List.of(), platform.log());
  }

  @Test
  void eachAnswerIsShownAndAFailureIsTheExitCode() {
    String outcome =
        "{\"source\":\"app.json\",\"settings\":{\"type\":\"startup\"},\"result\":\"%s\","
            + "\"asked\":\"GET http://10.0.0.2:5000/up\",\"answer\":\"status 503, expected 200-399\","
            + "\"excerpt\":\"no database\",\"took_ms\":12}";
    String route = "POST /apps/shop/dynos/web.1/actions/check";
    platform.on(route, "[" + outcome.formatted("failed") + "]");
    Cli.Result failed = run("checks:run", "web.1");
    assertEquals(1, failed.exit());
    assertEquals(
        """
        failed  startup GET http://10.0.0.2:5000/up 12 ms, from app.json
                status 503, expected 200-399
                no database
        """,
        failed.out());
    platform.only(route, FakePlatform.Answer.ok("[" + outcome.formatted("passed") + "]"));
    assertEquals(0, run("checks:run", "web.1").exit());
  }
}
