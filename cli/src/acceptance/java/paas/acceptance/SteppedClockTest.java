package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
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
    return paas("logs", "-n", "500", "-a", APP);
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
    ZonedDateTime there = due.atZone(ZoneOffset.UTC);
    String schedule = there.getMinute() + " " + there.getHour() + " * * *";
    paas(
        "cron:add",
        schedule,
        "echo " + name,
        "--name",
        name,
        "--missed",
        missed,
        "--timezone",
        "UTC",
        "-a",
        APP);
  }
}
