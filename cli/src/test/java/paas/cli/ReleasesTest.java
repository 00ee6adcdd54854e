package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;

class ReleasesTest {
  private static final String FAILED =
      "{\"id\":\"r7\",\"version\":7,\"status\":\"failed\",\"failure\":\"no luck\",\"slug\":{\"id\":\"s\"},"
          + "\"output_stream_url\":\"%s/release-streams/x\"}";
  private static final String GOOD =
      "{\"id\":\"r8\",\"version\":8,\"status\":\"succeeded\",\"current\":true,\"slug\":{\"id\":\"s\"},"
          + "\"output_stream_url\":null}";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).run(arguments);
  }

  private String failed() {
    return FAILED.formatted(platform.url());
  }

  @Test
  void theOutputIsThatOfTheNewestReleaseThatPrinted() {
    platform.on("GET /apps/shop/releases", "[" + GOOD + "," + failed() + "]");
    platform.on("GET /apps/shop/releases/7", failed());
    platform.on("GET /release-streams/x", "migrating\n\u001b[2Jno table\n");

    Cli.Result result = run("releases:output", "-a", "shop");

    assertEquals(1, result.exit(), result.err());
    assertTrue(result.out().startsWith("migrating\n"), result.out());
    assertTrue(result.out().contains("no table\n"), result.out());
    assertTrue(!result.out().contains("\u001b[2J"), result.out());
  }

  @Test
  void aReleaseThatPrintedNothingSaysSo() {
    platform.on("GET /apps/shop/releases/8", GOOD);
    Cli.Result result = run("releases:output", "v8", "-a", "shop");
    assertEquals(5, result.exit());
    assertTrue(result.err().contains("v8 printed nothing"), result.err());
  }

  @Test
  void retryReleasesTheNewestBuildAgainAndFollows() {
    String bare = "{\"version\":9,\"status\":\"succeeded\",\"slug\":null}";
    platform.on("GET /apps/shop/releases", "[" + bare + "," + failed() + "]");
    platform.on(
        "POST /apps/shop/releases",
        new Answer(201, Map.of(), "{\"version\":10,\"status\":\"pending\"}"));
    platform.on("GET /apps/shop/releases/10", "{\"version\":10,\"status\":\"succeeded\"}");

    Cli.Result result = run("releases:retry", "-a", "shop");

    assertEquals(0, result.exit(), result.err());
    assertTrue(
        platform
            .log()
            .contains("POST /apps/shop/releases {\"slug\":\"s\",\"description\":\"Retry of v7\"}"),
        platform.log().toString());
    assertTrue(result.err().contains("Releasing v7 again... done, v10"), result.err());
  }

  @Test
  void aRetryThatFailsSaysWhyAndWhereToLook() {
    platform.on("GET /apps/shop/releases/7", failed());
    platform.on(
        "POST /apps/shop/releases",
        "{\"version\":10,\"status\":\"failed\",\"failure\":\"status 4\","
            + "\"output_stream_url\":\"http://x/y\"}");

    Cli.Result result = run("releases:retry", "v7", "-a", "shop");

    assertEquals(1, result.exit());
    assertTrue(result.err().contains("status 4"), result.err());
    assertTrue(result.err().contains("paas releases:output v10 --app shop"), result.err());
  }

  @Test
  void aRetryThatPrintedNothingHasNoOutputToLookAt() {
    platform.on("GET /apps/shop/releases/7", failed());
    platform.on(
        "POST /apps/shop/releases",
        "{\"version\":10,\"status\":\"failed\",\"failure\":\"R10\",\"output_stream_url\":null}");
    Cli.Result result = run("releases:retry", "v7", "-a", "shop");
    assertFalse(result.err().contains("release phase"), result.err());
    assertTrue(result.err().contains("See why: paas logs --app shop"), result.err());
  }

  @Test
  void withoutABuildThereIsNothingToRetry() {
    platform.on("GET /apps/shop/releases", "[]");
    assertEquals(5, run("releases:retry", "-a", "shop").exit());
    platform.on("GET /apps/shop/releases/1", "{\"version\":1,\"status\":\"succeeded\"}");
    assertEquals(5, run("releases:retry", "v1", "-a", "shop").exit());
  }

  private static String canary(String stage) {
    return "{\"release\":{\"id\":\"r9\",\"version\":9},\"percent\":10,\"stage\":\"" + stage + "\"}";
  }

  @Test
  void aCanaryIsFollowedUntilItGetsItsPart() {
    platform.on("GET /apps/shop/releases/8", GOOD);
    platform.on("POST /apps/shop/canary", new Answer(201, Map.of(), canary("starting")));
    platform.on(
        "GET /apps/shop/releases/9",
        "{\"version\":9,\"status\":\"pending\",\"canary\":{\"percent\":10,\"stage\":\"serving\"}}");
    Cli.Result result = run("releases:canary", "v8", "--percent", "10%", "-a", "shop");
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.err().contains("Trying v8 with 10% of the requests"), result.err());
    assertTrue(result.err().contains("paas releases:promote"), result.err());
  }

  @Test
  void aCanaryThatDoesNotComeUpSaysWhy() {
    platform.on("GET /apps/shop/releases/8", GOOD);
    platform.on("POST /apps/shop/canary", new Answer(201, Map.of(), canary("starting")));
    platform.on(
        "GET /apps/shop/releases/9",
        "{\"version\":9,\"status\":\"failed\",\"failure\":\"web.101 never listened\"}");
    Cli.Result result = run("releases:canary", "v8", "--percent", "10", "-a", "shop");
    assertEquals(1, result.exit());
    assertTrue(result.err().contains("v9 gets no requests: web.101 never listened"), result.err());
  }

  @Test
  void aCanaryIsShownWeighedAndEnded() {
    platform.on("GET /apps/shop/canary", canary("serving"));
    platform.on("PATCH /apps/shop/canary", canary("serving"));
    platform.on("DELETE /apps/shop/canary", canary("serving"));
    platform.on("POST /apps/shop/canary/actions/promote", canary("promoted"));
    platform.on("GET /apps/shop/releases/9", "{\"version\":9,\"status\":\"succeeded\"}");
    String shown = run("releases:canary", "-a", "shop").out();
    assertTrue(shown.startsWith("v9 gets 10% of the requests of "), shown);
    assertEquals(0, run("releases:canary", "--percent", "50", "-a", "shop").exit());
    assertEquals(0, run("releases:abort", "-a", "shop").exit());
    Cli.Result promoted = run("releases:promote", "-a", "shop");
    assertEquals(0, promoted.exit(), promoted.err());
    assertEquals(2, run("releases:canary", "v8", "-a", "shop").exit());
  }

  @Test
  void anAbortedCanaryIsToldAsAbortedAndByWhom() {
    String aborted =
        "{\"version\":9,\"status\":\"failed\",\"aborted\":true,"
            + "\"failure\":\"its canary was aborted by user bob@x.\",\"output_stream_url\":null}";
    platform.on("GET /apps/shop/releases", "[" + aborted + "]");
    String list = run("releases", "-a", "shop").out();
    assertTrue(list.contains("aborted"), list);
    assertFalse(list.contains("failed"), list);
    platform.on("GET /apps/shop/releases/9", aborted);
    platform.on("GET /apps/shop/releases/8", GOOD);
    String info = run("releases:info", "v9", "-a", "shop").out();
    assertTrue(info.contains("its canary was aborted by user bob@x."), info);
    assertFalse(info.contains("ailed") || info.contains("ailure"), info);
    platform.on("POST /apps/shop/canary", new Answer(201, Map.of(), canary("starting")));
    Cli.Result tried = run("releases:canary", "v8", "--percent", "10", "-a", "shop");
    assertEquals(1, tried.exit());
    assertTrue(tried.err().contains("v9 gets no requests: its canary was aborted"), tried.err());
    assertFalse(tried.err().contains("failed") || tried.err().contains("See why"), tried.err());
  }

  @Test
  void theListTellsACanary() {
    String tried =
        "{\"version\":9,\"status\":\"pending\",\"canary\":{\"percent\":10,\"stage\":\"serving\"}}";
    platform.on("GET /apps/shop/releases", "[" + tried + "," + GOOD + "]");
    String out = run("releases", "-a", "shop").out();
    assertTrue(out.contains("canary 10%"), out);
    assertTrue(out.contains("current"), out);
  }
}
