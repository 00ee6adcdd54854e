package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.cli.FakePlatform.instance;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;

/** {@code paas ps:wait}, whatever becomes of releases before and meanwhile. */
class PsWaitTest {
  private static final String TEN = ",{\"version\":10,\"status\":\"succeeded\"}]";

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
  void waitEndsWhenEveryInstanceRunsTheNewestRelease() {
    platform.on("GET /apps/shop/releases", "[{\"version\":3,\"status\":\"succeeded\"}]");
    platform.on("GET /apps/shop/formation", "[{\"type\":\"web\",\"quantity\":1}]");
    platform.on("GET /apps/shop/dynos", "[" + instance("web.1", "starting") + "]");
    platform.on("GET /apps/shop/dynos", "[" + instance("web.1", "up") + "]");
    settles(true);

    Cli.Result result = run("ps:wait");

    assertEquals("Waiting for ⬢ shop... done, v3\n", result.err());
    assertEquals(0, result.exit());
  }

  private void settles(boolean settled) {
    platform.on("POST /apps/shop/formation/actions/settle", settled(settled));
  }

  private static String settled(boolean settled) {
    return "{\"settled\":" + settled + ",\"crashed\":false,\"instances\":[]}";
  }

  /** Behind a restart the former instances are up, and of the same release. */
  @Test
  void waitBehindARestartEndsWhenTheInstancesAreReplaced() {
    platform.on("GET /apps/shop/releases", "[" + TEN.substring(1));
    liveAtTen();
    platform.only("POST /apps/shop/formation/actions/settle", Answer.ok(settled(false)));
    settles(true);

    Cli.Result result = run("ps:wait", "--type", "web");

    assertEquals("Waiting for ⬢ shop... done, v10\n", result.err());
    String asked =
        "POST /apps/shop/formation/actions/settle"
            + " {\"types\":[\"web\"],\"within\":10,\"ignore_leaving\":true}";
    assertEquals(2, platform.log().stream().filter(asked::equals).count());
  }

  @Test
  void waitGivesUpOnInstancesThatAreNotReplaced() {
    platform.on("GET /apps/shop/releases", "[" + TEN.substring(1));
    liveAtTen();
    platform.only("POST /apps/shop/formation/actions/settle", Answer.ok(settled(false)));

    Cli.Result result = run("ps:wait", "--timeout", "1");

    assertEquals(1, result.exit());
    assertTrue(
        result.err().contains("After 1 s not all former instances are replaced; see: paas ps"),
        result.err());
  }

  @Test
  void waitGivesUpWithWhatIsMissing() {
    platform.on("GET /apps/shop/releases", "[{\"version\":4,\"status\":\"succeeded\"}]");
    platform.on("GET /apps/shop/formation", "[{\"type\":\"web\",\"quantity\":1}]");
    platform.on("GET /apps/shop/dynos", "[" + instance("web.1", "up") + "]");

    Cli.Result result = run("ps:wait", "--timeout", "1");

    assertEquals(1, result.exit());
    assertTrue(result.err().contains("After 1 s web is still missing at v4"), result.err());
  }

  private void liveAtTen() {
    platform.on("GET /apps/shop/formation", "[{\"type\":\"web\",\"quantity\":1}]");
    settles(true);
    platform.on(
        "GET /apps/shop/dynos",
        "[" + instance("web.1", "up").replace("\"version\":3", "\"version\":10") + "]");
  }

  @Test
  void whatFailedBeforeTheWaitIsToldAndNotWaitedFor() {
    platform.on("GET /apps/shop/releases", "[{\"version\":11,\"status\":\"failed\"}" + TEN);
    liveAtTen();

    Cli.Result result = run("ps:wait");

    assertEquals(0, result.exit(), result.err());
    assertEquals(
        "Waiting for ⬢ shop... done, v10\nv11 had failed; see: paas releases:info v11\n",
        result.err());
  }

  @Test
  void whatSomebodyAbortedBeforeTheWaitIsNoNews() {
    platform.on(
        "GET /apps/shop/releases",
        "[{\"version\":11,\"status\":\"failed\",\"aborted\":true}" + TEN);
    liveAtTen();
    assertEquals("Waiting for ⬢ shop... done, v10\n", run("ps:wait").err());
  }

  @Test
  void whatIsAbortedDuringTheWaitIsSaidSo() {
    platform.on("GET /apps/shop/releases", "[{\"version\":11,\"status\":\"pending\"}" + TEN);
    platform.on(
        "GET /apps/shop/releases",
        "[{\"version\":11,\"status\":\"failed\",\"aborted\":true}" + TEN);
    liveAtTen();
    Cli.Result result = run("ps:wait");
    assertEquals(1, result.exit());
    assertTrue(result.err().contains("v11 was aborted; see: paas releases:info v11"), result.err());
  }

  @Test
  void whatFailsDuringTheWaitIsAFailure() {
    platform.on("GET /apps/shop/releases", "[{\"version\":11,\"status\":\"pending\"}" + TEN);
    platform.on("GET /apps/shop/releases", "[{\"version\":11,\"status\":\"failed\"}" + TEN);
    liveAtTen();

    Cli.Result result = run("ps:wait");

    assertEquals(1, result.exit());
    assertTrue(result.err().contains("v11 failed; see: paas releases:info v11"), result.err());
  }

  @Test
  void aCanaryThatIsAbortedDuringTheWaitIsNone() {
    platform.on(
        "GET /apps/shop/releases",
        "[{\"version\":11,\"status\":\"pending\",\"canary\":{\"stage\":\"serving\"}}" + TEN);
    platform.on("GET /apps/shop/releases", "[{\"version\":11,\"status\":\"failed\"}" + TEN);
    platform.on("GET /apps/shop/dynos", "[" + instance("web.1", "starting") + "]");
    liveAtTen();

    Cli.Result result = run("ps:wait");

    assertEquals(0, result.exit(), result.err());
    assertTrue(result.err().contains("done, v10"), result.err());
  }

  @Test
  void whereEveryReleaseFailedSoDoesTheWait() {
    platform.on("GET /apps/shop/releases", "[{\"version\":1,\"status\":\"failed\"}]");

    Cli.Result result = run("ps:wait");

    assertEquals(1, result.exit());
    assertTrue(result.err().contains("v1 failed; see: paas releases:info v1"), result.err());
  }
}
