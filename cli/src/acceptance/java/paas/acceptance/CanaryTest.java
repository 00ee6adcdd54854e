package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A release that is tried with a part of the requests, and paths that lead to process types. */
@Tag("acceptance")
class CanaryTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final int REQUESTS = 2_000;

  private static String paas(String... arguments) {
    return PLATFORM.paas(arguments).mustSucceed().out();
  }

  /** Percent of the requests that are answered so; all of them are answered. */
  private static double part(String app, String body) {
    int count = 0;
    for (int i = 0; i < REQUESTS; i++) {
      Page page = PLATFORM.get(app, "/");
      assertEquals(200, page.status(), page.body());
      count += page.body().equals(body) ? 1 : 0;
    }
    return 100.0 * count / REQUESTS;
  }

  @Test
  void aCommitIsTriedThenPromotedAndAnOldReleaseIsTriedThenAborted() throws InterruptedException {
    String app = "canary";
    Repository repository = PLATFORM.repository(app).withServer("one").commit("one");
    Program.Ran early = repository.push("-o", "canary=10");
    assertNotEquals(0, early.code());
    assertTrue(early.err().contains("No release of the app is live yet"), early.err());
    repository.push().mustSucceed();
    paas("ps:scale", "web=2", "worker=1", "-a", app);
    try (Load load = Load.on(PLATFORM, app, 100)) {
      Program.Ran misspelt = repository.withServer("two").commit("two").push("-o", "canray=10");
      assertTrue(misspelt.err().contains("'canray=10' is not known"), misspelt.err());
      Program.Ran pushed = repository.push("-o", "canary=10").mustSucceed();
      assertTrue(pushed.err().contains("as a canary beside the live release"), pushed.err());
      assertEquals(10, part(app, "two"), 3);
      String shown = paas("ps", "-a", app);
      assertTrue(shown.contains("web.101") && shown.contains("v3 canary"), shown);
      assertTrue(!shown.contains("worker.101"), shown);
      assertTrue(paas("releases", "-a", app).contains("canary 10%"));
      refusesOthers(app, repository);

      Set<String> before = containers(app);
      PLATFORM.kill9("paasd");
      assertTrue(part(app, "two") > 5, "the router goes on by itself");
      PLATFORM.awaitApi();
      Await.until("it is adopted", () -> paas("ps", "-a", app).matches("(?s).*web.101 +up.*"));
      assertEquals(before, containers(app));

      paas("releases:canary", "--percent", "50", "-a", app);
      Await.until("half of them", () -> Math.abs(part(app, "two") - 50) < 5);
      paas("releases:promote", "-a", app);
      assertEquals(100, part(app, "two"));
      Await.until("two are left", () -> !paas("ps", "-a", app).contains("web.101"));

      paas("releases:canary", "v2", "--percent", "30", "-a", app);
      assertEquals(30, part(app, "one"), 4);
      paas("releases:abort", "-a", app);
      Await.until("it has ended", () -> !paas("ps", "-a", app).contains("web.101"));
      assertEquals(0, part(app, "one"));
      assertEquals(Set.of(), load.failures());
    }
    String log = paas("logs", "-n", "200", "--ps", "api", "-a", app);
    assertTrue(log.contains("Canary v3 is up: it gets 10% of the requests"), log);
    assertTrue(log.contains("Promote canary v3 by user"), log);
    assertTrue(log.contains("Abort canary v4 by user"), log);
    String releases = paas("releases", "-a", app);
    assertTrue(releases.contains("current") && releases.contains("aborted"), releases);
    assertFalse(releases.contains("failed"), releases);
  }

  @Test
  void aPushThatWaitsForACanaryIsToldOfItsAbort() {
    String app = "canary-aborted";
    Repository repository = PLATFORM.repository(app).withServer("one").commit("one");
    repository.push().mustSucceed();
    repository.with("server.js", "setInterval(() => {}, 1000)").commit("two");
    CompletableFuture<Program.Ran> push =
        CompletableFuture.supplyAsync(() -> repository.push("-o", "canary=10"));
    Await.until("it is tried", () -> paas("releases", "-a", app).contains("pending"));
    paas("releases:abort", "-a", app);
    Program.Ran told = push.join();
    assertNotEquals(0, told.code());
    String said = told.err();
    assertTrue(said.contains("was aborted: its canary was aborted by user "), said);
    assertTrue(said.contains("the canary was aborted"), said);
    assertFalse(said.contains("Mend it") || said.contains("failed:"), said);
  }

  private static Set<String> containers(String app) {
    return Set.copyOf(PLATFORM.containers("paas.app-name=" + app));
  }

  private static void refusesOthers(String app, Repository repository) {
    Program.Ran config = PLATFORM.paas("config:set", "A=1", "-a", app);
    assertNotEquals(0, config.code());
    assertTrue(config.err().contains("releases:promote"), config.err());
    Program.Ran push = repository.withServer("three").commit("three").push();
    assertNotEquals(0, push.code());
    assertTrue(push.err().contains("releases:abort"), push.err());
  }

  @Test
  void aCanaryThatCrashesLeavesEverythingToTheOthers() {
    String app = "canary-sick";
    Repository repository = PLATFORM.repository(app).withServer("one").commit("one");
    repository.push().mustSucceed();
    Program.Ran pushed =
        repository
            .with("server.js", "setTimeout(() => process.exit(1), 500)")
            .commit("two")
            .push("-o", "canary=50");
    assertNotEquals(0, pushed.code());
    assertEquals(100, part(app, "one"));
    assertTrue(paas("releases", "-a", app).contains("failed"));
    repository
        .with(
            "server.js",
            """
            require('http').createServer((request, response) => {
              if (request.url === '/crash') process.exit(1)
              response.end('two')
            }).listen(process.env.PORT)
            """)
        .commit("three")
        .push("-o", "canary=50")
        .mustSucceed();
    Await.until("the others have all while it is crashed", () -> leavesAllToOthers(app));
    paas("releases:abort", "-a", app);
  }

  /** Of so many requests half would meet it if it were not crashed. */
  private static boolean leavesAllToOthers(String app) {
    IntStream.range(0, 10).forEach(_ -> PLATFORM.get(app, "/crash"));
    Page one = new Page(200, "one");
    return IntStream.range(0, 40).allMatch(_ -> PLATFORM.get(app, "/").equals(one))
        && paas("logs", "-n", "50", "--ps", "web.101", "-a", app)
            .contains("web.101]: State changed from up");
  }

  @Test
  void aPathLeadsToAnotherProcessTypeWithoutAGap() throws InterruptedException {
    String app = "two-types";
    String server =
        "const s = require('http').createServer((q, r) => r.end('NAME ' + q.url))\n"
            + "s.listen(process.env.PORT)\n"
            + "process.on('SIGTERM', () => s.close(() => process.exit(0)))\n";
    Repository repository =
        PLATFORM
            .repository(app)
            .withServer("web")
            .with("api.js", server.replace("NAME", "api"))
            .with("Procfile", "web: node server.js\napi: node api.js\nworker: node worker.js\n")
            .commit("one");
    repository.push().mustSucceed();
    paas("domains:add", "types.test", "-a", app);
    paas("ps:scale", "api=2", "worker=1", "-a", app);
    Program.Ran unknown =
        PLATFORM.paas("domains:add", "types.test/api", "--process", "apii", "-a", app);
    assertTrue(unknown.err().contains("it has api, web, worker"), unknown.err());
    Program.Ran deaf =
        PLATFORM.paas("domains:add", "types.test/w", "--process", "worker", "-a", app);
    assertTrue(deaf.err().contains("worker.1"), deaf.err());
    assertTrue(deaf.err().contains("does not listen on $PORT"), deaf.err());
    Await.until(
        "its api processes listen",
        () ->
            PLATFORM.paas("domains:add", "types.test/api", "--process", "api", "-a", app).code()
                == 0);
    Await.until("the path leads there", () -> page("/api/v1").equals(new Page(200, "api /api/v1")));
    assertEquals(new Page(200, "web"), page("/apis"));
    assertTrue(paas("domains", "-a", app).contains("process type api"));
    try (Load load = Load.on(PLATFORM, "types.test", "/api", 100)) {
      Await.until("the load runs", () -> load.requests() > 100);
      repository.with("api.js", server.replace("NAME", "api2")).commit("two").push().mustSucceed();
      paas("ps:restart", "-a", app);
      paas("ps:scale", "api=1", "-a", app);
      int after = load.requests();
      Await.until("requests go on", () -> load.requests() > after + 200);
      assertEquals(Set.of(), load.failures());
      assertEquals(Set.of("api /api", "api2 /api"), load.answers());
    }
    paas("ps:scale", "api=0", "-a", app);
    Await.until("nothing is there", () -> page("/api").status() == 503);
    assertEquals(200, page("/").status());
    paas("domains:remove", "types.test/api", "-a", app);
    Await.until("it leads back", () -> page("/api").equals(new Page(200, "web")));
  }

  private static Page page(String path) {
    return Page.get(PLATFORM.httpPort, "types.test", path);
  }
}
