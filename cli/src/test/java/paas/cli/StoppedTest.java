package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static paas.cli.FakePlatform.instance;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;

/** What is said of instances that somebody stopped. */
class StoppedTest {
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @BeforeEach
  void stopTwoOfThree() {
    formation("\"web.2\"", "\"worker.1\"");
    platform.on("GET /apps/shop/dynos", "[" + instance("run.7", "up") + "," + web(3) + "]");
    platform.on("GET /apps/shop/autoscales", "[]");
    platform.on("GET /apps/shop", "{\"name\":\"shop\"}");
    platform.on("DELETE /apps/shop/formation/web/autoscale", "{\"quantity\":2}");
    platform.on(
        "GET /apps/shop/formation/web",
        "{\"type\":\"web\",\"quantity\":2,\"stopped\":[\"web.2\"]}");
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private void formation(String stoppedWeb, String stoppedWorkers) {
    platform.only(
        "GET /apps/shop/formation",
        Answer.ok(
            """
            [{"type":"web","quantity":2,"command":"node x","stopped":[%s]},
             {"type":"worker","quantity":1,"command":"node y","stopped":[%s]}]\
            """
                .formatted(stoppedWeb, stoppedWorkers)));
  }

  private static String web(int release) {
    return instance("web.1", "up").replace("\"version\":3", "\"version\":" + release);
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  @Test
  void psShowsThemInTheirPlaces() {
    Cli.Result result = run("ps");
    assertEquals(
        List.of("web.1 up", "web.2 stopped", "worker.1 stopped", "run.7 up"),
        result
            .out()
            .lines()
            .skip(1)
            .map(line -> String.join(" ", List.of(line.split(" +")).subList(0, 2)))
            .toList());
    assertEquals("web.2 and worker.1 are stopped (paas ps:start)\n", result.err());
    assertEquals("web.2 is stopped (paas ps:start)\n", run("ps", "web").err());
  }

  @Test
  void oneThatIsStoppingIsShownOnce() {
    formation("\"web.1\"", "");
    assertEquals(1, run("ps").out().lines().filter(line -> line.startsWith("web.1 ")).count());
  }

  @Test
  void quantitiesSayWhichOfThemAreStopped() {
    String told = "web=2 worker=1; web.2 and worker.1 are stopped (paas ps:start)";
    Cli.Result shown = run("ps:scale");
    assertEquals("web=2 worker=1\n", shown.out());
    assertEquals("web.2 and worker.1 are stopped (paas ps:start)\n", shown.err());
    assertEquals(1, run("info").out().lines().filter(line -> line.endsWith(told)).count());
    assertEquals(
        "Ending the autoscaling of web of ⬢ shop... done, web=2; web.2 is stopped (paas ps:start)\n",
        run("ps:autoscale:off", "web").err());
  }

  @Test
  void nobodyWaitsForThem() {
    platform.on("GET /apps/shop/releases", "[{\"version\":3,\"status\":\"succeeded\"}]");
    platform.on("POST /apps/shop/formation/actions/settle", "{\"settled\":true}");
    Cli.Result result = run("ps:wait", "--timeout", "1");
    assertEquals(
        """
        Waiting for ⬢ shop... done, v3
        web.2 and worker.1 are stopped (paas ps:start)
        """,
        result.err());
    assertEquals(0, result.exit());
    platform.only("GET /apps/shop/dynos", Answer.ok("[" + web(2) + "]"));
    assertEquals(1, run("ps:wait", "--timeout", "1").exit());
  }

  @Test
  void nobodyWaitsForATypeThatIsNotThere() {
    platform.on("GET /apps/shop/releases", "[{\"version\":3,\"status\":\"succeeded\"}]");
    Cli.Result result = run("ps:wait", "--type", "nope");
    assertEquals(
        """
        Waiting for ⬢ shop...
         !  ⬢ shop has no process type 'nope'.
         !  See which it has: paas ps:scale --app shop
        """,
        result.err());
    assertEquals(5, result.exit());
  }

  @Test
  void thoseThatAreNamedCannotBeRestartedOrStoppedAgain() {
    formation("\"web.1\",\"web.2\"", "");
    platform.on("DELETE /apps/shop/formations/web", "{\"instances\":0}");
    platform.on("POST /apps/shop/dynos/web.1/actions/stop", "{\"instances\":0}");
    String why = "... done, web.1 and web.2 are stopped (paas ps:start)\n";
    assertEquals("Restarting web of ⬢ shop" + why, run("ps:restart", "web").err());
    assertEquals(
        "Stopping web.1 of ⬢ shop... done, web.1 is stopped (paas ps:start)\n",
        run("ps:stop", "web.1").err());
  }

  @Test
  void whatWasNotStoppedIsNotStarted() {
    platform.on("POST /apps/shop/dynos/web.1/actions/start", "{\"instances\":0}");
    assertEquals(
        "Starting web.1 of ⬢ shop... done, none was stopped: see paas ps\n",
        run("ps:start", "web.1").err());
  }
}
