package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cron jobs as a user has them: by schedule, by hand, in app.json, never two where forbidden. */
@Tag("acceptance")
class CronTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "scheduled";

  @BeforeAll
  static void deploy() {
    String push =
        PLATFORM
            .repository(APP)
            .withServer("x")
            .with(
                "app.json",
                "{\"cron\":[{\"name\":\"filed\",\"command\":\"echo from the file\",\"schedule\":\"@yearly\"}]}")
            .commit("one")
            .push()
            .mustSucceed()
            .err();
    assertTrue(push.contains("cron: 1 job(s) from when this is live"), push);
  }

  private static String paas(String... arguments) {
    return PLATFORM.paas(arguments).mustSucceed().out();
  }

  @Test
  void aJobOfEveryMinuteRunsAndItsLineAndExitCodeAreThere() {
    paas(
        "cron:add",
        "* * * * *",
        "echo tick $DYNO; exit 3",
        "--name",
        "ticker",
        "--timezone",
        "Europe/Berlin",
        "-a",
        APP);
    Await.until(
        "a run of it has ended",
        () -> paas("cron:history", "ticker", "-a", APP).contains("exit code 3"));
    String log = paas("logs", "-n", "500", "-a", APP);
    assertTrue(log.matches("(?s).*app\\[cron-ticker\\.(\\d+)]: tick cron-ticker\\.\\1\\n.*"), log);
    assertTrue(log.contains("Cron job ticker, due "), log);
    assertTrue(paas("cron:output", "ticker", "-a", APP).startsWith("tick cron-ticker."));
    assertTrue(paas("cron", "-a", APP).contains("exit code 3"));
    paas("cron:pause", "ticker", "-a", APP);
    assertTrue(paas("cron", "-a", APP).contains("paused"));
    paas("cron:remove", "ticker", "-a", APP);
    assertNotEquals(0, PLATFORM.paas("cron:history", "ticker", "-a", APP).code());
  }

  @Test
  void aRunIsForbiddenWhileAnotherGoesOnAndEndsAtItsTimeout() {
    paas(
        "cron:add",
        "@yearly",
        "sleep 600",
        "--name",
        "slow",
        "--concurrency",
        "forbid",
        "--timeout",
        "5",
        "-a",
        APP);
    paas("cron:run", "slow", "-a", APP);
    Program.Ran second = PLATFORM.paas("cron:run", "slow", "-a", APP);
    assertNotEquals(0, second.code());
    assertTrue(second.err().contains("still goes on"), second.err());
    Await.until(
        "it was stopped",
        () -> paas("cron:history", "slow", "-a", APP).contains("timed out, exit code 143"));
    paas("cron:remove", "slow", "-a", APP);
  }

  @Test
  void aJobOfAppJsonRunsByHandAndCannotBeRemoved() {
    paas("cron:run", "filed", "-a", APP);
    Await.until(
        "its run has ended",
        () -> paas("cron:history", "filed", "-a", APP).contains("exit code 0"));
    assertEquals("from the file\n", paas("cron:output", "filed", "-a", APP));
    Program.Ran removal = PLATFORM.paas("cron:remove", "filed", "-a", APP);
    assertNotEquals(0, removal.code());
    assertTrue(removal.err().contains("app.json"), removal.err());
  }
}
