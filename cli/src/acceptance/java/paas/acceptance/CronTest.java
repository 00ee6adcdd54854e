package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * All are due at one time, at which the platform is down; a run of the last three goes on then.
   */
  @Test
  void jobsThatWereDueInADowntimeAreKeptEachByItsRule() throws IOException {
    Instant due = Instant.now().plusSeconds(90).truncatedTo(ChronoUnit.MINUTES);
    add(due, "echo tick $DYNO; exit 3", "ticker");
    Map<String, List<String>> before = new HashMap<>();
    for (String rule : List.of("forbid", "replace", "allow")) {
      add(due, "sleep 600", rule, "--concurrency", rule, "--timeout", "600");
      paas("cron:run", rule, "-a", APP);
      Await.until("it runs: " + rule, () -> jobs(rule).size() == 1);
      before.put(rule, jobs(rule));
    }
    PLATFORM.down();
    try {
      assertTrue(Instant.now().isBefore(due), "it took too long");
      Await.until("their time has come", () -> Instant.now().isAfter(due));
    } finally {
      PLATFORM.up();
    }
    Await.until(
        "the ticker's run has ended",
        () -> paas("cron:history", "ticker", "-a", APP).contains("exit code 3"));
    String log = paas("logs", "-n", "500", "-a", APP);
    assertTrue(log.matches("(?s).*app\\[cron-ticker\\.(\\d+)]: tick cron-ticker\\.\\1\\n.*"), log);
    assertTrue(log.contains("Cron job ticker, due "), log);
    assertTrue(paas("cron:output", "ticker", "-a", APP).startsWith("tick cron-ticker."));
    assertTrue(paas("cron", "-a", APP).contains("exit code 3"));

    Await.until("there is another run beside it", () -> jobs("allow").size() == 2);
    assertTrue(jobs("allow").containsAll(before.get("allow")));
    Await.until(
        "another run is in its place",
        () -> jobs("replace").size() == 1 && !jobs("replace").equals(before.get("replace")));
    assertTrue(paas("cron:history", "replace", "-a", APP).contains("replaced"));
    Await.until(
        "it is left out, and the log says so",
        () ->
            paas("logs", "-n", "500", "-a", APP)
                .matches("(?s).*Cron job forbid, due [^\n]*, is skipped: [^\n]* still goes on.*"));
    assertEquals(before.get("forbid"), jobs("forbid"));
    paas("cron:pause", "ticker", "-a", APP);
    assertTrue(paas("cron", "-a", APP).contains("paused"));
    List.of("ticker", "forbid", "replace", "allow")
        .forEach(job -> paas("cron:remove", job, "-a", APP));
    assertNotEquals(0, PLATFORM.paas("cron:history", "ticker", "-a", APP).code());
  }

  private static void add(Instant due, String command, String name, String... more) {
    ZonedDateTime there = due.atZone(ZoneId.of("Europe/Berlin"));
    List<String> words =
        new ArrayList<>(
            List.of(
                "cron:add",
                there.getMinute() + " " + there.getHour() + " * * *",
                command,
                "--name",
                name,
                "--timezone",
                "Europe/Berlin",
                "-a",
                APP));
    words.addAll(List.of(more));
    paas(words.toArray(String[]::new));
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

  @Test
  void aRunGoesOnWhilePaasdIsKilledAndItsHistoryIsTrue() {
    paas(
        "cron:add",
        "@yearly",
        "echo begun; while [ ! -e /tmp/go ]; do sleep 0.2; done; echo over; exit 5",
        "--name",
        "survivor",
        "-a",
        APP);
    paas("cron:run", "survivor", "-a", APP);
    Await.until("it has begun", () -> paas("logs", "-n", "500", "-a", APP).contains("]: begun"));
    PLATFORM.kill9("paasd");
    PLATFORM.awaitApi();
    Await.until(
        "the log says that it still runs",
        () -> paas("cron:history", "survivor", "-a", APP).contains("running"));
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
