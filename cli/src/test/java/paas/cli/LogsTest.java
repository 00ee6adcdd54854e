package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.terminal.Facts;

class LogsTest {
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  private void session() {
    platform.on(
        "POST /apps/shop/log-sessions", "{\"logplex_url\":\"" + platform.url() + "/logs/1\"}");
  }

  @Test
  void logsAreShownAndAskedForWithTheirFilters() {
    session();
    platform.on(
        "GET /logs/1", "2026-11-20T12:00:00.000000+00:00 app[web.1]: \033[31mhi\033[0m \033[2J\n");
    Cli.Result result = run("logs", "-n", "5", "--ps", "web", "--source", "app");
    assertEquals("2026-11-20T12:00:00.000000+00:00 app[web.1]: hi \\x1b[2J\n", result.out());
    assertEquals(
        "{\"lines\":5,\"tail\":false,\"source\":\"app\",\"dyno\":\"web\"}",
        platform.seen().get(0).body());
  }

  /**
   * A progress bar, as many tools draw it: what follows the return is no line, and no forged one.
   */
  @Test
  void aLineThatAnAppDrawsOverIsOneLine() {
    session();
    String head = "2026-11-20T12:00:00.000000+00:00 app[web.1]:";
    platform.on("GET /logs/1", head + " 10 %\r[==   ] 40 %\r\n[x\n");
    assertEquals(head + " 10 %\\r[==   ] 40 %\n[x\n", run("logs").out());

    Facts colourful = new Facts(false, true, true, 80, true);
    Cli.Result result =
        new Cli(home).platform(platform).facts(colourful).run("logs", "--app", "shop");
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().endsWith(" 10 %\\r[==   ] 40 %\n[x\n"), result.out());
  }

  @Test
  void aProcessThatMayBeMisspeltIsToldOfAndTheTypesAreNamed() {
    session();
    platform.on("GET /logs/1", "");
    platform.on("GET /apps/shop/formation", "[{\"type\":\"web\"},{\"type\":\"worker\"}]");
    Cli.Result result = run("logs", "--ps", "nope", "-n", "3");
    assertEquals(0, result.exit());
    assertEquals("", result.out());
    assertEquals(" !  No line of 'nope' yet; process types: web, worker\n", result.err());
    assertEquals("", run("logs", "--ps", "nope", "-n", "0").err());
    assertEquals("", run("logs").err());
  }

  /** It is waited for all the same: a push may bring it. */
  @Test
  void aTailOfAProcessThatMayBeMisspeltSaysSoBeforeItWaits() {
    platform.on("GET /apps/shop/formation", "[{\"type\":\"web\"},{\"type\":\"worker\"}]");
    platform.refuse("POST /apps/shop/log-sessions", 401, "unauthorized", "Revoked.");
    for (String known : new String[] {"web", "worker.2", "router", "run.4821", "cron-report"}) {
      Cli.Result result = run("logs", "--tail", "--ps", known);
      assertFalse(result.err().contains("process types"), result.err());
    }
    Cli.Result result = run("logs", "--tail", "--ps", "nope.1");
    assertTrue(
        result
            .err()
            .startsWith(
                " !  There is no process type 'nope' now; process types: web, worker."
                    + " Lines are waited for.\n"),
        result.err());
    assertEquals(3, result.exit());
  }

  @Test
  void moreLinesThanAreShownAtOnceAreCutAndSaidSo() {
    session();
    platform.on("GET /logs/1", "x\n".repeat(1500));
    platform.on("GET /logs/1", "x\n");
    Cli.Result cut = run("logs", "-n", "5000");
    assertEquals("{\"lines\":1500,\"tail\":false}", platform.seen().get(0).body());
    assertEquals(1500, cut.out().lines().count());
    assertEquals(" !  These are the newest 1,500 lines, the most that are shown.\n", cut.err());
    assertEquals("", run("run:logs", "run.4821", "-n", "99999999999").err());
    Cli.Result refused = run("logs", "-n", "many");
    assertEquals(2, refused.exit());
    assertEquals(
        " !  --num wants a number of lines, not 'many'; at most 1,500 are shown.\n", refused.err());
    assertEquals(2, run("logs", "-n", "-1").exit());
  }

  @Test
  void aTailGoesOnAfterItsLastLine() {
    session();
    platform.on(
        "GET /logs/1",
        ":\n\nid: 7\ndata: one\n\nid: 8\ndata: two\ndata: three\n\nid: 9\ndata: cut");
    platform.on("GET /logs/1", "id: 9\ndata: four\n\n");
    platform.refuse("GET /logs/1", 404, "not_found", "Expired.");
    platform.refuse("POST /apps/shop/log-sessions", 401, "unauthorized", "Revoked.");
    Cli.Result result = run("logs", "--tail");
    assertEquals("one\ntwo\nthree\nfour\n", result.out());
    assertEquals(3, result.exit());
    assertEquals("8", platform.seen().get(2).headers().get("Last-event-id"));
  }
}
