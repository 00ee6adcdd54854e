package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.cli.FakePlatform.instance;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That instances are crashed is told with the reason, wherever the platform knows it. */
class CrashesTest {
  private static final String DEAF = " did not listen on port 5000 within 60 s (R10).";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  private static String crashed(String name) {
    return instance(name, "crashed")
        .replaceFirst(
            "\\{",
            "{\"crash\":{\"message\":\"%s\",\"code\":\"R10\",\"exit_code\":null},"
                .formatted(name + DEAF));
  }

  private void settles(String... instances) {
    platform.on(
        "POST /apps/shop/formation/actions/settle",
        "{\"settled\":false,\"crashed\":%b,\"instances\":[%s]}"
            .formatted(
                String.join("", instances).contains("\"crashed\""), String.join(",", instances)));
  }

  private void formation(int quantity) {
    String api = "[{\"type\":\"api\",\"quantity\":%d}]".formatted(quantity);
    platform.on("PATCH /apps/shop/formation", api).on("GET /apps/shop/formation", api);
    platform.on("GET /apps/shop/autoscales", "[]");
  }

  @Test
  void scaleEndsWithTheAnswerThatTellsOfACrashAndSaysWhy() {
    formation(2);
    settles(instance("api.1", "starting"));
    settles(crashed("api.1"), instance("api.2", "starting"), crashed("other.1"));
    Cli.Result result = run("ps:scale", "api=2");
    assertEquals(
        """
        Scaling ⬢ shop... failed
         !  ⬢ shop is scaled, but not all of it is up: api.1 is crashed, api.2 is starting
         !  api.1 did not listen on port 5000 within 60 s (R10).
         !  See what was printed: paas logs --app shop
        """,
        result.err());
    assertEquals(1, result.exit());
    assertEquals(3, platform.seen().size());
  }

  @Test
  void startOfOneSaysWhyItIsCrashedAndNothingOfOthers() {
    platform.on("POST /apps/shop/dynos/api.2/actions/start", "{}");
    settles(crashed("api.1"), crashed("api.2"));
    assertEquals(
        """
        Starting api.2 of ⬢ shop... failed
         !  ⬢ shop is started, but not all of it is up: api.2 is crashed
         !  api.2 did not listen on port 5000 within 60 s (R10).
         !  See what was printed: paas logs --app shop
        """,
        run("ps:start", "api.2").err());
  }

  @Test
  void ofManyTheFirstFiveAreToldAndPsTellsAll() {
    formation(7);
    String[] all =
        IntStream.rangeClosed(1, 7).mapToObj(i -> crashed("api." + i)).toArray(String[]::new);
    settles(all);
    platform.on("GET /apps/shop/dynos", "[" + String.join(",", all) + "]");
    String scale = run("ps:scale", "api=7").err();
    assertTrue(scale.contains("\n !  api.5" + DEAF + "\n !  2 more are crashed; see why: paas ps"));
    assertEquals(7, run("ps").err().lines().filter(line -> line.endsWith(DEAF)).count());
  }

  @Test
  void psSaysWhyBelowTheTable() {
    formation(1);
    platform.on(
        "GET /apps/shop/dynos", "[" + crashed("api.1") + "," + instance("run.7", "up") + "]");
    Cli.Result result = run("ps");
    assertEquals(
        """
        instance  state    since      release  memory  cpu  command
        api.1     crashed  2 min ago  v3                    node x
        run.7     up       2 min ago  v3                    node x
        """,
        result.out());
    assertEquals(" !  api.1" + DEAF + "\n", result.err());
    assertTrue(run("ps", "--json").out().contains("\"message\": \"api.1 did not listen"));
  }

  @Test
  void aWaitThatGivesUpSaysWhatIsCrashedOfWhatItMisses() {
    formation(1);
    platform.on("GET /apps/shop/releases", "[{\"version\":3,\"status\":\"succeeded\"}]");
    platform.on("GET /apps/shop/dynos", "[" + crashed("web.1") + "," + crashed("api.1") + "]");
    assertEquals(
        """
        Waiting for ⬢ shop... failed
         !  After 1 s api is still missing at v3; see: paas ps
         !  api.1 did not listen on port 5000 within 60 s (R10).
        """,
        run("ps:wait", "--timeout", "1").err());
  }
}
