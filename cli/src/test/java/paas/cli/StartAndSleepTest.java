package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.cli.FakePlatform.instance;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;

/** What is said of instances that sleep, start, or are not there. */
class StartAndSleepTest {
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

  private static Answer ok(String body) {
    return Answer.ok(body);
  }

  @Test
  void psSaysThatWebSleepsAndWhatWakesIt() {
    String asleep = "web of ⬢ shop sleeps: the next request wakes it (paas ps:autoscale)\n";
    platform.on("GET /apps/shop/autoscales", "[{\"type\":\"web\",\"min\":0,\"quantity\":0}]");
    platform.on("GET /apps/shop/formation", "[{\"type\":\"web\",\"quantity\":0}]");
    platform.on("GET /apps/shop/dynos", "[]");
    platform.on("GET /apps/shop", "{\"maintenance\":true}");
    platform.on("GET /apps/shop", "{\"name\":\"shop\",\"maintenance\":false}");
    assertEquals(
        "web of ⬢ shop sleeps, and in maintenance no request wakes it (paas maintenance:off)\n",
        run("ps").out());
    assertEquals(asleep, run("ps").out());
    assertEquals("[]\n", run("ps", "--json").out());
    assertEquals("⬢ shop runs nothing; see: paas ps:scale\n", run("ps", "worker").out());
    assertTrue(run("info").out().contains("Asleep       " + asleep), run("info").out());
    platform.only("GET /apps/shop/dynos", ok("[" + instance("worker.1", "up") + "]"));
    assertTrue(run("ps").out().endsWith("node x\n" + asleep), run("ps").out());
    platform.only("GET /apps/shop/formation", ok("[{\"type\":\"web\",\"quantity\":1}]"));
    platform.only("GET /apps/shop/dynos", ok("[" + instance("web.1", "starting") + "]"));
    assertFalse(run("ps").out().contains("sleeps"));
  }

  @Test
  void aRestartOfNothingSaysSo() {
    platform.on("GET /apps/shop/autoscales", "[{\"type\":\"web\",\"min\":0,\"quantity\":0}]");
    platform.on("DELETE /apps/shop/dynos", "{\"instances\":0}").on("GET /apps/shop", "{}");
    platform.on("GET /apps/shop/formation", "[{\"type\":\"web\",\"quantity\":0}]");
    assertEquals(
        "Restarting all instances of ⬢ shop... done, nothing runs: web of ⬢ shop sleeps: the next"
            + " request wakes it (paas ps:autoscale)\n",
        run("ps:restart").err());
    platform.only("GET /apps/shop/autoscales", ok("[]"));
    assertEquals(
        "Restarting all instances of ⬢ shop... done, nothing is to run: see paas ps:scale\n",
        run("ps:restart").err());
    platform.only("DELETE /apps/shop/dynos", ok("{\"instances\":1}"));
    assertEquals(
        "Restarting all instances of ⬢ shop... begun, to wait for it: paas ps:wait --app shop\n",
        run("ps:restart").err());
  }

  @Test
  void startWaitsUntilWhatItNamesIsUp() {
    platform.on(
        "GET /apps/shop/formation",
        "[{\"type\":\"web\",\"quantity\":1},{\"type\":\"worker\",\"quantity\":2}]");
    platform.on("POST /apps/shop/formations/worker/actions/start", "{}");
    settles(false, instance("worker.1", "starting"));
    settles(true, instance("worker.1", "up"), instance("worker.2", "up"));
    assertEquals("Starting worker of ⬢ shop... done\n", run("ps:start", "worker").err());
    assertEquals(
        "POST /apps/shop/formation/actions/settle {\"types\":[\"worker\"],\"within\":1}",
        platform.log().get(platform.log().size() - 1));
  }

  @Test
  void whatDoesNotStartIsNamed() {
    platform.on("GET /apps/shop/formation", "[{\"type\":\"web\",\"quantity\":1}]");
    platform.on("POST /apps/shop/formations/web/actions/start", "{}");
    settles(false, instance("web.1", "crashed"));
    Cli.Result result = run("ps:start");
    assertEquals(1, result.exit());
    assertEquals(
        """
        Starting all instances of ⬢ shop... failed
         !  ⬢ shop is started, but not all of it is up: web.1 is crashed
         !  See why: paas logs --app shop
        """,
        result.err());
  }

  @Test
  void anInstanceThatStartsIsNotHeldUpByItsSiblings() {
    platform.on("POST /apps/shop/dynos/web.1/actions/start", "{}");
    settles(false, instance("web.1", "starting"), instance("web.2", "crashed"));
    settles(false, instance("web.1", "up"), instance("web.2", "crashed"));
    Cli.Result result = run("ps:start", "web.1");
    assertEquals("Starting web.1 of ⬢ shop... done\n", result.err());
    assertEquals(0, result.exit());
  }
}
