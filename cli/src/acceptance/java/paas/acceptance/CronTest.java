package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
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
  void aRunEndsAtItsTimeout() {
    paas("cron:add", "@yearly", "sleep 600", "--name", "slow", "--timeout", "2", "-a", APP);
    paas("cron:run", "slow", "-a", APP);
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

  @Test
  void aRunGoesOnWhilePaasdIsKilledAndNoOtherMayBeginMeanwhile() {
    paas(
        "cron:add",
        "@yearly",
        "echo begun; while [ ! -e /tmp/go ]; do sleep 0.2; done; echo over; exit 5",
        "--name",
        "survivor",
        "--concurrency",
        "forbid",
        "-a",
        APP);
    paas("cron:run", "survivor", "-a", APP);
    Await.until("it has begun", () -> paas("logs", "-n", "500", "-a", APP).contains("]: begun"));
    PLATFORM.kill9("paasd");
    PLATFORM.awaitApi();
    Await.until(
        "the log says that it still runs",
        () -> paas("cron:history", "survivor", "-a", APP).contains("running"));
    Program.Ran second = PLATFORM.paas("cron:run", "survivor", "-a", APP);
    assertNotEquals(0, second.code());
    assertTrue(second.err().contains("still goes on"), second.err());
    assertEquals(1, jobs("survivor").size());
    release();
    Await.until(
        "its end is in the history",
        () -> paas("cron:history", "survivor", "-a", APP).contains("exit code 5"));
    assertEquals("begun\nover\n", paas("cron:output", "survivor", "-a", APP));
    assertEquals(1, paas("cron:history", "survivor", "-a", APP).lines().skip(1).count());
    paas("cron:remove", "survivor", "-a", APP);
  }

  private static List<String> jobs(String name) {
    return PLATFORM.containers("paas.app-name=" + APP, "paas.type=cron-" + name);
  }

  private static void release() {
    Program.run(
            PLATFORM.home,
            PLATFORM.env(),
            "",
            Duration.ofMinutes(1),
            List.of("docker", "exec", jobs("survivor").get(0), "touch", "/tmp/go"))
        .mustSucceed();
  }

  @Test
  void anAppAtZeroAndInMaintenanceRunsItsJobs() {
    paas("ps:scale", "web=0", "-a", APP);
    paas("maintenance:on", "-a", APP);
    paas("cron:add", "@yearly", "echo still", "--name", "idle", "-a", APP);
    paas("cron:run", "idle", "-a", APP);
    Await.until(
        "its run has ended", () -> paas("cron:history", "idle", "-a", APP).contains("exit code 0"));
    assertEquals("still\n", paas("cron:output", "idle", "-a", APP));
    paas("cron:remove", "idle", "-a", APP);
    paas("maintenance:off", "-a", APP);
    paas("ps:scale", "web=1", "-a", APP);
  }

  @Test
  void aDestroyedAppsRunsEnd() {
    PLATFORM.repository("short-lived").withServer("x").commit("one").push().mustSucceed();
    paas("cron:add", "@yearly", "sleep 600", "--name", "long", "-a", "short-lived");
    paas("cron:run", "long", "-a", "short-lived");
    List<String> labels = List.of("paas.app-name=short-lived", "paas.type=cron-long");
    Await.until("it runs", () -> PLATFORM.containers(labels.toArray(String[]::new)).size() == 1);
    paas("destroy", "short-lived", "--confirm", "short-lived");
    Await.until("it is gone", () -> PLATFORM.docker("ps -a", labels.get(0)).isEmpty());
  }

  @Test
  void whatIsNoJobIsRefusedWithWhatToDo() {
    refused("61 * * * *", "x", "the minute must be within 0-59, not '61'");
    refused("0 0 30 2 *", "x", "no such day is in any year");
    refused("@daily", " ", "What should run, and when?");
    Program.Ran zone =
        PLATFORM.paas("cron:add", "@daily", "x", "--timezone", "Mars/Base", "-a", APP);
    assertNotEquals(0, zone.code());
    assertTrue(zone.err().contains("no time zone 'Mars/Base'"), zone.err());
    assertTrue(zone.err().contains("Europe/Berlin"), zone.err());
  }

  private static void refused(String schedule, String command, String why) {
    Program.Ran refused = PLATFORM.paas("cron:add", schedule, command, "-a", APP);
    assertNotEquals(0, refused.code());
    assertTrue(refused.err().contains(why), refused.err());
  }
}
