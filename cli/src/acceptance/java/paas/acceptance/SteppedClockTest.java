package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A platform on a machine whose clock is set by hours, forwards and back. */
@Tag("acceptance")
class SteppedClockTest {
  private static final String APP = "stepped";
  private static WallClock clock;
  private static Platform platform;
  private static Repository repository;

  @BeforeAll
  static void deploy() throws IOException {
    clock = new WallClock();
    platform = Platform.start(Map.of("PAAS_JAVA_HOME", clock.jdk().toString()));
    repository = platform.repository(APP).withServer("one").commit("one");
    repository.push().mustSucceed();
  }

  @AfterAll
  static void end() throws IOException {
    platform.close();
    clock.close();
  }

  @AfterEach
  void setTheClockRight() throws IOException {
    clock.stepTo(Duration.ZERO);
  }

  private static String paas(String... arguments) {
    return platform.paas(arguments).mustSucceed().out();
  }

  private static List<String> instances() {
    return platform.containers("paas.app-name=" + APP, "paas.kind=instance");
  }

  private static String log() {
    return log(APP);
  }

  private static String log(String app) {
    return paas("logs", "-n", "500", "-a", app);
  }

  @Test
  void instancesAndJobsOutliveItAndADeployGoesThroughIt() throws Exception {
    List<String> before = instances();
    Process job =
        platform.paasInBackground(
            "run",
            "-a",
            APP,
            "--timeout",
            "900",
            "echo begun; while [ ! -e /tmp/go ]; do sleep 0.2; done; echo over; exit 7");
    Await.until("the job has begun", () -> output().contains("begun"));

    clock.stepTo(Duration.ofHours(30));
    assertEquals(before, instances());
    paas("config:set", "AHEAD=yes", "-a", APP);
    Await.until("the new release has its instance alone", () -> isReplaced(before));

    Process push = repository.withServer("two").commit("two").pushInBackground();
    Await.until("it is built", () -> repository.backgroundOutput().contains("-----> "));
    clock.stepTo(Duration.ofHours(-30));
    assertTrue(push.waitFor(3, TimeUnit.MINUTES), "the push hangs");
    assertEquals(0, push.exitValue(), repository.backgroundOutput());
    assertEquals(new Page(200, "two"), platform.get(APP, "/"));
    Await.until("the former one is gone", () -> instances().size() == 1);

    release();
    assertTrue(job.waitFor(1, TimeUnit.MINUTES), "the job hangs");
    assertEquals(7, job.exitValue(), output());
    paas("config:set", "BEHIND=yes", "-a", APP);
    String log = log();
    assertTrue(log.indexOf("AHEAD") < log.indexOf("BEHIND"), log);
  }

  private static boolean isReplaced(List<String> before) {
    List<String> now = instances();
    return now.size() == 1 && !now.equals(before);
  }

  private static String output() {
    try {
      return Files.readString(platform.home.resolve("run.out"));
    } catch (IOException e) {
      return "";
    }
  }

  private static void release() {
    String container = platform.containers("paas.app-name=" + APP, "paas.kind=oneoff").getFirst();
    Program.run(
            platform.home,
            platform.env(),
            "",
            Duration.ofMinutes(1),
            List.of("docker", "exec", container, "touch", "/tmp/go"))
        .mustSucceed();
  }

  /** What the clock jumped over was due while nobody looked, as in a downtime. */
  @Test
  void jobsThatItJumpedOverAreKeptByTheirRule() throws Exception {
    Instant due = clock.now().plus(Duration.ofHours(1));
    add(due, "skipped", "skip");
    add(due, "made-up", "once");

    clock.stepTo(Duration.ofMinutes(70));

    Await.until(
        "the one that is made up has run",
        () -> paas("cron:history", "made-up", "-a", APP).contains("exit code 0"));
    Await.until(
        "the log tells of the other",
        () -> log().matches("(?s).*Cron job skipped was missed [^\n]*not made up.*"));
    assertEquals(1, paas("cron:history", "made-up", "-a", APP).lines().skip(1).count());
    assertFalse(paas("cron:history", "skipped", "-a", APP).contains("exit code"));
  }

  private static void add(Instant due, String name, String missed) {
    add(due, APP, name, "echo " + name, "--missed", missed);
  }

  private static void add(Instant due, String app, String name, String command, String... more) {
    ZonedDateTime there = due.atZone(ZoneId.of("Europe/Berlin"));
    String schedule = there.getMinute() + " " + there.getHour() + " * * *";
    List<String> words = new ArrayList<>(List.of("cron:add", schedule, command, "--name", name));
    words.addAll(List.of("--timezone", "Europe/Berlin", "-a", app));
    words.addAll(List.of(more));
    paas(words.toArray(String[]::new));
  }

  /**
   * All are due at one time, at which the platform is down; a run of the last three goes on then.
   */
  @Test
  void jobsThatWereDueInADowntimeAreKeptEachByItsRule() throws Exception {
    String app = "down-then";
    platform.repository(app).withServer("x").commit("one").push().mustSucceed();
    Instant due = clock.now().plus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.MINUTES);
    add(due, app, "ticker", "echo tick $DYNO; exit 3");
    Map<String, List<String>> before = new HashMap<>();
    for (String rule : List.of("forbid", "replace", "allow")) {
      add(due, app, rule, "sleep 600", "--concurrency", rule, "--timeout", "86400");
      paas("cron:run", rule, "-a", app);
      Await.until("it runs: " + rule, () -> jobs(app, rule).size() == 1);
      before.put(rule, jobs(app, rule));
    }
    platform.down();
    clock.stepTo(Duration.between(Instant.now(), due.plusSeconds(1)));
    platform.up();
    Await.until(
        "the ticker's run has ended",
        () -> paas("cron:history", "ticker", "-a", app).contains("exit code 3"));
    String log = log(app);
    assertTrue(log.matches("(?s).*app\\[cron-ticker\\.(\\d+)]: tick cron-ticker\\.\\1\n.*"), log);
    assertTrue(log.contains("Cron job ticker, due "), log);
    assertTrue(paas("cron:output", "ticker", "-a", app).startsWith("tick cron-ticker."));
    assertTrue(paas("cron", "-a", app).contains("exit code 3"));

    Await.until("there is another run beside it", () -> jobs(app, "allow").size() == 2);
    assertTrue(jobs(app, "allow").containsAll(before.get("allow")));
    Await.until(
        "another run is in its place",
        () ->
            jobs(app, "replace").size() == 1
                && !jobs(app, "replace").equals(before.get("replace")));
    assertTrue(paas("cron:history", "replace", "-a", app).contains("replaced"));
    Await.until(
        "it is left out, and the log says so",
        () ->
            log(app)
                .matches("(?s).*Cron job forbid, due [^\n]*, is skipped: [^\n]* still goes on.*"));
    assertEquals(before.get("forbid"), jobs(app, "forbid"));
    paas("cron:pause", "ticker", "-a", app);
    assertTrue(paas("cron", "-a", app).contains("paused"));
    paas("cron:remove", "ticker", "-a", app);
    assertNotEquals(0, platform.paas("cron:history", "ticker", "-a", app).code());
    paas("destroy", app, "--confirm", app);
  }

  private static List<String> jobs(String app, String name) {
    return platform.containers("paas.app-name=" + app, "paas.type=cron-" + name);
  }
}
