package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Releases of an app that sleeps are seen to come up, beside nobody, and it sleeps again once it
 * was idle; one that does not come up leaves it asleep.
 */
@Tag("acceptance")
class SleepingDeployTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "drowsy";
  private static final String SLEEPS =
      "web of ⬢ drowsy sleeps: the next request wakes it (paas ps:autoscale)\n";

  private final Repository repository = PLATFORM.repository(APP);

  @Test
  void aReleaseOfASleepingAppIsSeenToComeUpAndThenItSleepsAgain() throws Exception {
    repository.withServer("one").commit("one").push().mustSucceed();
    paas("ps:autoscale", "web", "--min", "0", "--idle", "10s").mustSucceed();
    fallsAsleep(1);

    String pushed = repository.withServer("two").commit("two").push().mustSucceed().err();
    String idle = "it sleeps after 10 s without a request";
    assertTrue(pushed.contains("web is up; " + idle + ", and the next one wakes it"), pushed);
    try (Load keepsItAwake = Load.on(PLATFORM, APP, 5)) {
      String now = paas("ps").mustSucceed().out();
      assertTrue(now.contains("up") && now.contains(" v3 "), now);
      assertEquals(2, count("Starting process with command `node server.js`"), "the old one never");
      assertEquals(1, count("Autoscaled web from 0 to 1: v3 is live; " + idle));
      assertEquals(Set.of(), keepsItAwake.failures());
    }
    fallsAsleep(2);

    paas("config:set", "KEY=value").mustSucceed();
    try (Load keepsItAwake = Load.on(PLATFORM, APP, 5)) {
      assertEquals(3, count("Starting process with command `node server.js`"), "v3 never");
      assertEquals(1, count("Autoscaled web from 0 to 1: v4 is live; " + idle));
      assertEquals("value", PLATFORM.get(APP, "/env").body());
      assertEquals(Set.of(), keepsItAwake.failures());
    }
    fallsAsleep(3);

    aBrokenReleaseLeavesItAsleep();
    Program.Ran restarted = paas("ps:restart").mustSucceed();
    assertTrue(restarted.err().contains("done, nothing runs: "), restarted.err());
    assertEquals("two", PLATFORM.get(APP, "/").body());
    assertEquals(1, count("Autoscaled web from 0 to 1: a request came"));
    fallsAsleep(4);
    paas("ps:autoscale:off", "web").mustSucceed();
    Await.until("it is up for good", () -> paas("ps").out().contains("up"));
  }

  private void aBrokenReleaseLeavesItAsleep() {
    int started = count("Starting process with command `node server.js`");
    Program.Ran refused = repository.with("server.js", "process.exit(1)\n").commit("bad").push();
    assertNotEquals(0, refused.code());
    sleeps();
    assertEquals(started + 1, count("Starting process with command `node server.js`"));
  }

  private static void fallsAsleep(int times) {
    Await.until(
        "it falls asleep",
        () -> count("Autoscaled web from 1 to 0: no request for 10 s; the next one") == times);
    sleeps();
  }

  private static void sleeps() {
    Await.until("it sleeps", () -> paas("ps").mustSucceed().out().equals(SLEEPS));
  }

  private static int count(String what) {
    String log = paas("logs", "-n", "1500").out();
    return (int) log.lines().filter(line -> line.contains(what)).count();
  }

  private static Program.Ran paas(String... arguments) {
    String[] words = Arrays.copyOf(arguments, arguments.length + 2);
    words[arguments.length] = "-a";
    words[arguments.length + 1] = APP;
    return PLATFORM.paas(words);
  }
}
