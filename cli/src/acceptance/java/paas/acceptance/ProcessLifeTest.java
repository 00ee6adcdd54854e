package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What processes are told, how they end, and in which order they are replaced. */
@Tag("acceptance")
class ProcessLifeTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "process-life";

  /**
   * Its web process leaves orphans behind when asked to; it starts slowly when its config says so.
   * The stubborn one ignores SIGTERM, and the hungry one takes nearly all of its memory.
   */
  @BeforeAll
  static void deploy() {
    PLATFORM
        .repository(APP)
        .with("package.json", "{\"name\":\"app\",\"version\":\"1.0.0\"}")
        .with(
            "Procfile",
            """
            web: node server.js
            stubborn: trap '' TERM; while :; do sleep 0.1; done
            hungry: node hungry.js
            """)
        .with(
            "server.js",
            """
            const { execSync } = require('child_process')
            const env = process.env
            const orphans = 'for i in $(seq 20); do sleep 0.2 >/dev/null & echo $!; done'
            const server = require('http').createServer((request, response) => {
              if (request.url === '/orphans') return response.end(execSync(orphans))
              response.end([env.KEY, env.MEMORY_AVAILABLE, env.WEB_CONCURRENCY].join(' '))
            })
            setTimeout(() => server.listen(env.PORT), env.KEY === 'slow' ? 3000 : 0)
            process.on('SIGTERM', () => server.close(() => process.exit(0)))
            """)
        .with(
            "hungry.js",
            """
            const fs = require('fs')
            const v2 = fs.existsSync('/sys/fs/cgroup/memory.current')
            const files = '/sys/fs/cgroup/' + (v2 ? 'memory.current' : 'memory/memory.usage_in_bytes')
            const stat = '/sys/fs/cgroup/' + (v2 ? 'memory.stat' : 'memory/memory.stat')
            const cache = () => +/^(?:total_)?inactive_file (\\d+)$/m.exec(fs.readFileSync(stat))[1]
            const most = 0.97 * process.env.MEMORY_AVAILABLE * 1024 * 1024
            const kept = []
            while (+fs.readFileSync(files) - cache() < most) kept.push(Buffer.alloc(1 << 20, 1))
            setInterval(() => kept.length, 1000)
            """)
        .commit("one")
        .push()
        .mustSucceed();
    paas("config:set", "KEY=quick");
    paas("ps:scale", "web=2:1g", "hungry=1:512m");
  }

  @Test
  void processesAreToldTheirMemoryAndHowManyWorkersItIsFor() {
    assertTrue(PLATFORM.get(APP, "/").body().endsWith(" 1024 2"));
    assertEquals(
        "256 1\n",
        paas(
            "run", "--size", "small", "--", "sh", "-c", "echo $MEMORY_AVAILABLE $WEB_CONCURRENCY"));
  }

  @Test
  void orphansAreCollectedWhenTheyEnd() {
    List<String> orphans = PLATFORM.get(APP, "/orphans").body().lines().toList();
    assertEquals(20, orphans.size());
    for (String instance : web()) {
      Await.until(
          "no orphan is left, as a zombie neither",
          () -> engine("exec", instance, "ls", "/proc").lines().noneMatch(orphans::contains));
    }
  }

  @Test
  void onlyTheInstanceThatIsNamedIsRestarted() {
    awaitTwo();
    String first = web("paas.ordinal=1").getFirst();
    List<String> second = web("paas.ordinal=2");
    paas("ps:restart", "web.1");
    Await.until(
        "another web.1 is the only one",
        () -> web("paas.ordinal=1").size() == 1 && !web("paas.ordinal=1").contains(first));
    assertEquals(second, web("paas.ordinal=2"));
  }

  @Test
  void waitingEndsWhenTheNewReleaseIsUpAndDeploysTellItsTime() {
    paas("config:set", "KEY=slow", "--no-wait");
    paas("ps:wait", "--type", "web");
    assertEquals("slow 1024 2", PLATFORM.get(APP, "/").body());
    String deploys = paas("deploys");
    assertTrue(
        deploys.matches("(?s)release +description +when +build +release phase +rollout.*"),
        deploys);
    assertTrue(deploys.matches("(?s).*v\\d+ +Set KEY config vars? .*\\d(\\.\\d)? s.*"), deploys);
    assertTrue(deploys.matches("(?s).*v2 +Deploy [0-9a-f]+ .*\\d s .*\\d s.*"), deploys);
    paas("config:set", "KEY=quick");
  }

  @Test
  void whatThisMachineHasNoRoomForIsRefusedWithTheNumbersAndChangesNothing() throws IOException {
    awaitTwo();
    String formation = paas("ps:scale");
    List<String> instances = web();
    Program.Ran refused = PLATFORM.paas("ps:scale", "web=20:" + available() / 4 + "m", "-a", APP);
    assertNotEquals(0, refused.code());
    assertTrue(
        refused
            .err()
            .matches(
                "(?s).*1[89] more of web at up to [0-9,]+ MB, [0-9,]+ MB together, and"
                    + " [0-9,]+ of its [0-9,]+ MB are available.*"),
        refused.err());
    assertEquals(formation, paas("ps:scale"));
    assertEquals(instances, web());
  }

  @Test
  void aProcessThatIgnoresSigtermIsKilledAfterItsGraceAndTheLogSaysSo() {
    paas("ps:set", "stubborn", "stop-grace=1");
    paas("ps:scale", "stubborn=1");
    paas("ps:scale", "stubborn=0");
    awaitLog(
        "paas[stubborn.1]: Error R12 (Exit timeout) -> At least one process failed to exit within 1"
            + " seconds of SIGTERM");
    awaitLog("paas[stubborn.1]: Process exited with status 137");
  }

  @Test
  void aProcessNearTheEndOfItsMemoryIsToldOfAndGoesOn() {
    awaitLog("paas[hungry.1]: Error R14 (Memory quota exceeded)");
    assertEquals(1, PLATFORM.containers("paas.app-name=" + APP, "paas.type=hungry").size());
  }

  /** A whole second set would need twice of what the machine has now. */
  @Test
  void oneInstanceAfterTheOtherIsReplacedWhereTheMemoryIsShort() throws IOException {
    paas("ps:scale", "web=2:" + available() + "m", "--force");
    awaitTwo();
    paas("config:set", "KEY=careful");
    awaitTwo();
    String log = paas("logs", "-n", "1500");
    String since = log.substring(log.lastIndexOf("Set KEY config vars"));
    int firstIsUp = since.indexOf("paas[web.1]: State changed from starting to up");
    int secondStarts = since.indexOf("paas[web.2]: Starting process");
    assertTrue(firstIsUp >= 0 && firstIsUp < secondStarts, since);
    paas("ps:scale", "web=2:1g");
  }

  private static long available() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> web(String... labels) {
    List<String> all =
        new ArrayList<>(List.of("paas.app-name=" + APP, "paas.type=web", "paas.kind=instance"));
    all.addAll(List.of(labels));
    return PLATFORM.containers(all.toArray(String[]::new));
  }

  /** None of a release before. */
  private static void awaitTwo() {
    Await.until("two are left", () -> web().size() == 2);
  }

  private static void awaitLog(String line) {
    Await.until("the log says: " + line, () -> paas("logs", "-n", "1500").contains(line));
  }

  private static String engine(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return Program.run(PLATFORM.home, PLATFORM.env(), "", Duration.ofMinutes(1), command)
        .mustSucceed()
        .out();
  }

  private static String paas(String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(1, List.of("-a", APP));
    return PLATFORM.paas(words.toArray(String[]::new)).mustSucceed().out();
  }
}
