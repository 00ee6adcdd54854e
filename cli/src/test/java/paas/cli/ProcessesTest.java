package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.cli.FakePlatform.instance;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;

class ProcessesTest {
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  private void settles(boolean settled, String... instances) {
    platform.on(
        "POST /apps/shop/formation/actions/settle",
        "{\"settled\":%b,\"crashed\":%b,\"instances\":[%s]}"
            .formatted(
                settled,
                String.join("", instances).contains("crashed"),
                String.join(",", instances)));
  }

  @Test
  void psShowsTheInstances() {
    platform.on("GET /apps/shop/autoscales", "[]");
    platform.on(
        "GET /apps/shop/formation",
        "[{\"type\":\"web\",\"quantity\":1},{\"type\":\"worker\",\"quantity\":1}]");
    platform.on(
        "GET /apps/shop/dynos",
        "["
            + instance("web.1", "up")
                .replaceFirst(
                    "\\{",
                    "{\"usage\":{\"memory_bytes\":104857600,\"memory_limit_bytes\":536870912,"
                        + "\"cpus\":\"0.254\"},")
            + ","
            + instance("worker.1", "crashed")
            + "]");
    assertEquals(
        """
        instance  state    since      release  memory      cpu  command
        web.1     up       2 min ago  v3       100/512 MB  25%  node x
        worker.1  crashed  2 min ago  v3                        node x
        """,
        run("ps").out());
    assertTrue(run("ps", "worker", "--json").out().contains("\"worker.1\""));
  }

  @Test
  void scaleWaitsUntilTheInstancesAreUp() {
    platform.on("PATCH /apps/shop/formation", "[{\"type\":\"web\",\"quantity\":2}]");
    settles(false, instance("web.1", "up"), instance("web.2", "starting"));
    settles(true, instance("web.1", "up"), instance("web.2", "up"));
    Cli.Result result = run("ps:scale", "web=2", "worker+1", "clock=+1", "old=0:large");
    assertEquals("Scaling ⬢ shop... done, web=2\n", result.err());
    assertEquals(
        "{\"updates\":[{\"type\":\"web\",\"quantity\":\"2\"},{\"type\":\"worker\",\"quantity\":\"+1\"},"
            + "{\"type\":\"clock\",\"quantity\":\"+1\"},{\"type\":\"old\",\"quantity\":\"0\",\"size\":\"large\"}],\"force\":false}",
        platform.seen().get(0).body());
    assertEquals("{\"types\":[\"web\"],\"within\":1}", platform.seen().get(1).body());
    assertEquals(3, platform.seen().size());
  }

  @Test
  void scaleSaysWhatDidNotComeUp() {
    platform.on("PATCH /apps/shop/formation", "[{\"type\":\"web\",\"quantity\":1}]");
    settles(false, instance("web.1", "crashed"));
    Cli.Result result = run("ps:scale", "web=1");
    assertEquals(1, result.exit());
    assertTrue(result.err().contains("web.1 is crashed"), result.err());
    assertTrue(result.err().contains("paas logs"), result.err());
  }

  @Test
  void aCrashThatThePlatformEndsTheWaitForIsToldThoughSomebodyElseScaledMeanwhile() {
    platform.on("PATCH /apps/shop/formation", "[{\"type\":\"web\",\"quantity\":1}]");
    settles(false, instance("web.1", "starting"), instance("web.2", "crashed"));
    Cli.Result result = run("ps:scale", "web=1");
    assertEquals(1, result.exit());
    assertTrue(result.err().contains("web.2 is crashed"), result.err());
    assertEquals(2, platform.seen().size());
  }

  @Test
  void scaleWithoutWordsShowsTheFormation() {
    platform.on(
        "GET /apps/shop/formation",
        "[{\"type\":\"web\",\"quantity\":2},{\"type\":\"worker\",\"quantity\":0}]");
    assertEquals("web=2 worker=0\n", run("ps:scale").out());
  }

  @Test
  void badScalesAreRefusedBeforeAnythingIsSent() {
    for (String bad :
        List.of(
            "web=-1", "web", "web=", "=3", "web=x", "web=1.5", "web=99999", "w b=1", "web=--1")) {
      assertEquals(2, run("ps:scale", bad).exit(), bad);
    }
    assertEquals(List.of(), platform.log());
  }

  @Test
  void typeShowsSizesAndChangesThem() {
    String web =
        "{\"type\":\"web\",\"quantity\":1,\"size\":\"small\",\"stop_grace\":30,\"websocket_grace\":90,\"surge\":\"auto\","
            + "\"user\":\"auto\",\"read_only\":true,\"tmpfs\":\"/run:1m\",\"ulimits\":\"nofile=65536\"}";
    platform.on("GET /apps/shop/formation", "[" + web + "]");
    platform.on("PATCH /apps/shop/formation", "[" + web + "]");
    settles(true, instance("web.1", "up"));

    assertEquals(
        """
        type  size   ulimits       instances  stop grace  websocket grace  surge  isolation
        web   small  nofile=65536  1          30 s        90 s             auto   read-only=on tmpfs=/run:1m
        """,
        run("ps:type").out());
    assertEquals(
        "Changing sizes of ⬢ shop... done, web=small\n", run("ps:type", "web=small").err());
    assertTrue(
        platform
            .log()
            .contains(
                "PATCH /apps/shop/formation {\"updates\":[{\"type\":\"web\",\"size\":\"small\"}]}"));
    assertEquals(2, run("ps:type", "web").exit());
    assertEquals(2, run("ps:type", "--ulimit", "core=0").exit());
  }

  @Test
  void theReleasePhaseHasASizeAndNothingIsWaitedFor() {
    String phase = "[{\"type\":\"release\",\"quantity\":0,\"size\":\"2g\"}]";
    platform.on("GET /apps/shop/formation", phase);
    platform.on("PATCH /apps/shop/formation", phase);
    assertEquals(
        "Changing sizes of ⬢ shop... done, release=2g\n", run("ps:type", "release=2g").err());
    assertEquals(1, platform.seen().size());
    assertTrue(run("ps:type").out().contains("\nrelease  2g"));
  }

  @Test
  void deploysShowWhatEachPhaseTook() {
    platform.on(
        "GET /apps/shop/deploys",
        "[{\"version\":3,\"status\":\"succeeded\",\"current\":true,\"description\":\"Deploy 1a2b\","
            + "\"created_at\":\"2026-11-20T11:58:00Z\",\"phases\":["
            + "{\"name\":\"build\",\"milliseconds\":1234},{\"name\":\"rollout\",\"milliseconds\":65000}]}]");

    assertEquals(
        """
        release  description  when       build   release phase  rollout
        v3       Deploy 1a2b  2 min ago  1.23 s                 1 min 5 s  current
        """,
        run("deploys").out());
  }

  @Test
  void setSendsWhatItKnowsAndNothingElse() {
    platform.on("PATCH /apps/shop/formation/worker", "{}");

    assertEquals(0, run("ps:set", "worker", "stop-grace=120").exit());
    assertTrue(
        platform.log().contains("PATCH /apps/shop/formation/worker {\"stop_grace\":\"120\"}"));
    assertEquals(0, run("ps:set", "worker", "websocket-grace=300").exit());
    assertTrue(
        platform.log().contains("PATCH /apps/shop/formation/worker {\"websocket_grace\":\"300\"}"));
    assertEquals(0, run("ps:set", "worker", "read-only=on", "user=image", "tmpfs=none").exit());
    assertTrue(
        platform
            .log()
            .contains(
                "PATCH /apps/shop/formation/worker"
                    + " {\"read_only\":\"true\",\"user\":\"image\",\"tmpfs\":\"none\"}"));
    assertEquals(2, run("ps:set", "worker", "read-only=yes").exit());
    assertEquals(2, run("ps:set", "worker", "grace=1").exit());
    assertEquals(2, run("ps:set", "stop-grace=120", "worker").exit());
  }

  @Test
  void theBootTimeoutIsThatOfTheApp() {
    platform.on("PATCH /apps/shop", "{}");

    Cli.Result set = run("ps:set", "boot-timeout=180");
    assertEquals(0, set.exit());
    assertEquals(List.of("PATCH /apps/shop {\"boot_timeout\":\"180\"}"), platform.log());
    assertTrue(set.err().endsWith("It counts at once, for all that has to listen.\n"), set.err());
    Cli.Result ofType = run("ps:set", "web", "boot-timeout=180");
    assertEquals(2, ofType.exit());
    assertTrue(ofType.err().contains("paas ps:set boot-timeout=180"), ofType.err());
    assertEquals(2, run("ps:set", "boot-timeout=180", "stop-grace=3").exit());
    assertEquals(2, run("ps:set", "boot-timeout=").exit());
  }

  @Test
  void restartStopAndStartReachWhatTheyName() {
    Answer accepted = new Answer(202, Map.of(), "{}");
    platform.on("GET /apps/shop/formation", "[{\"type\":\"web\"},{\"type\":\"worker\"}]");
    for (String route :
        List.of(
            "DELETE /apps/shop/dynos",
            "DELETE /apps/shop/dynos/web.1",
            "DELETE /apps/shop/formations/web",
            "POST /apps/shop/dynos/web.1/actions/stop",
            "POST /apps/shop/formations/web/actions/stop",
            "POST /apps/shop/formations/worker/actions/stop",
            "POST /apps/shop/formations/worker/actions/start")) {
      platform.on(route, accepted);
    }
    assertEquals(
        "Restarting all instances of ⬢ shop... begun, to wait for it: paas ps:wait --app shop\n",
        run("ps:restart").err());
    assertEquals(0, run("ps:restart", "web.1").exit());
    assertEquals(0, run("restart", "-p", "web").exit());
    assertEquals(0, run("ps:stop", "--dyno", "web.1").exit());
    assertEquals(0, run("ps:stop").exit());
    assertEquals(0, run("ps:start", "worker", "--no-wait").exit());
    assertTrue(platform.log().contains("POST /apps/shop/formations/worker/actions/stop {}"));
  }

  @Test
  void releasesShowWhatIsCurrent() {
    platform.on(
        "GET /apps/shop/releases",
        "[{\"version\":4,\"status\":\"failed\",\"description\":\"Set A\",\"user\":{\"email\":\"a@b.c\"},"
            + "\"created_at\":\"2026-11-20T11:59:00Z\"},{\"version\":3,\"status\":\"succeeded\",\"current\":true,"
            + "\"description\":\"Deploy 1a2b\",\"user\":{\"email\":\"a@b.c\"},\"created_at\":\"2026-11-20T11:00:00Z\"}]");
    assertEquals(
        """
        release  description  by     when
        v4       Set A        a@b.c  1 min ago  failed
        v3       Deploy 1a2b  a@b.c  1 h ago    current
        """,
        run("releases").out());
    assertEquals("version ..; max=15, order=desc", platform.seen().get(0).headers().get("Range"));
    assertTrue(run("releases:info").out().startsWith("=== v3  current\n"));
  }

  @Test
  void rollbackGoesToTheLastGoodReleaseBeforeTheCurrentOne() {
    platform.on(
        "GET /apps/shop/releases",
        "[{\"id\":\"e\",\"version\":5,\"status\":\"failed\"},{\"id\":\"d\",\"version\":4,\"status\":\"succeeded\",\"current\":true},"
            + "{\"id\":\"c\",\"version\":3,\"status\":\"failed\"},{\"id\":\"b\",\"version\":2,\"status\":\"succeeded\"}]");
    platform.on(
        "POST /apps/shop/releases",
        new Answer(201, Map.of(), "{\"version\":6,\"status\":\"pending\"}"));
    platform.on("GET /apps/shop/releases/6", "{\"version\":6,\"status\":\"succeeded\"}");
    Cli.Result result = run("rollback");
    assertEquals("Rolling ⬢ shop back to v2... done, v6\n", result.err());
    assertEquals("{\"release\":\"b\"}", platform.seen().get(1).body());
  }

  @Test
  void rollbackTakesAVersion() {
    platform.on("GET /apps/shop/releases/2", "{\"id\":\"b\",\"version\":2}");
    platform.on("POST /apps/shop/releases", "{\"version\":6,\"status\":\"succeeded\"}");
    assertEquals(0, run("rollback", "v2").exit());
    assertEquals(2, run("rollback", "latest").exit());
  }

  @Test
  void aFollowedReleaseOutlivesARestartOfThePlatform() {
    platform.on("GET /apps/shop/releases/2", "{\"id\":\"b\",\"version\":2}");
    platform.on("POST /apps/shop/releases", "{\"version\":6,\"status\":\"pending\"}");
    platform.refuse("GET /apps/shop/releases/6", 503, "service_unavailable", "Starting.");
    platform.on("GET /apps/shop/releases/6", "{\"version\":6,\"status\":\"succeeded\"}");
    assertEquals(0, run("rollback", "2").exit());
  }

  @Test
  void buildsAreListedNewestFirstAndTheirOutputIsShown() {
    String builds =
        "[{\"id\":\"b1\",\"status\":\"succeeded\",\"created_at\":\"2026-11-20T10:00:00Z\"},"
            + "{\"id\":\"b2\",\"status\":\"pending\",\"created_at\":\"2026-11-20T11:00:00Z\",\"output_stream_url\":\""
            + platform.url()
            + "/out\",\"source_blob\":{\"version\":\"1234567890123456789012345678901234567890\"}}]";
    platform.on("GET /apps/shop/builds", builds);
    platform.on("GET /apps/shop/builds/b2", "{\"status\":\"failed\"}");
    platform
        .on("GET /out", "-----> Building\n\033[2Jdone\n")
        .on("DELETE /apps/shop/builds/b2", "{}");
    assertTrue(run("builds").out().contains("b2     pending    12345678"), run("builds").out());
    Cli.Result output = run("builds:output");
    assertEquals("-----> Building\n\\x1b[2Jdone\n", output.out());
    assertEquals(1, output.exit());
    assertEquals("Cancelling build b2... done\n", run("builds:cancel").err());
  }

  @Test
  void domainsAndAccessAreAddedAndRemoved() {
    platform.on(
        "GET /apps/shop/domains",
        "[{\"hostname\":\"shop.localhost\",\"kind\":\"heroku\",\"cname\":null}]");
    platform.on("GET /apps/shop/mounts", "[]").on("GET /apps/shop/router", "{\"settings\":[]}");
    platform.on(
        "POST /apps/shop/domains", "{\"hostname\":\"www.x.y\",\"cname\":\"shop.localhost\"}");
    platform.on("GET /apps/shop/mounts", "[]");
    platform.on("DELETE /apps/shop/domains/www.x.y", "{\"hostname\":\"www.x.y\"}");
    platform
        .on("POST /apps/shop/collaborators", "{}")
        .on("DELETE /apps/shop/collaborators/a%40b.c", "{}");
    assertEquals(
        "domain          kind      points to  certificate\n"
            + "shop.localhost  platform             none\n",
        run("domains").out());
    assertTrue(
        run("domains:add", "www.x.y").err().endsWith("Point its DNS record at shop.localhost\n"));
    assertEquals(0, run("domains:remove", "www.x.y").exit());
    assertEquals(0, run("access:add", "a@b.c").exit());
    assertEquals(0, run("access:remove", "a@b.c").exit());
  }

  @Test
  void appsAreLinkedShownAndUnlinked() {
    String link = "{\"peer\":{\"name\":\"stock\"},\"hostname\":\"web.stock.internal\"}";
    platform
        .on("GET /apps/shop/network-links", "[" + link + "]")
        .on("POST /apps/shop/network-links", link)
        .on("DELETE /apps/shop/network-links/stock", "{}");
    assertEquals(
        "Linking ⬢ shop with ⬢ stock... done\nInstances of shop find it at web.stock.internal, or at"
            + " any other TYPE.stock.internal, on the port that $PORT says, in all of them the same\n",
        run("network:link", "shop", "stock").err());
    assertTrue(
        platform.log().contains("POST /apps/shop/network-links {\"app\":\"stock\"}"),
        platform.log().toString());
    assertEquals(
        "app    its web instances\nstock  web.stock.internal\n", run("network:links").out());
    assertEquals(0, run("network:unlink", "shop", "stock").exit());
  }

  @Test
  void maintenanceIsShownAndChanged() {
    platform.on("GET /apps/shop", "{\"maintenance\":true}").on("PATCH /apps/shop", "{}");
    assertEquals("on\n", run("maintenance").out());
    assertEquals("Turning maintenance off for ⬢ shop... done\n", run("maintenance:off").err());
    assertEquals("PATCH /apps/shop {\"maintenance\":false}", platform.log().get(1));
  }
}
