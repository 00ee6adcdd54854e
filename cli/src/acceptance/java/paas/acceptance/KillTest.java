package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** kill -9 of either process at any instant; afterwards the platform is as it should be. */
@Tag("acceptance")
class KillTest {
  private static final Platform PLATFORM = Platform.shared();

  @Test
  void appsServeWhilePaasdIsDeadAndAreAdoptedNotRestarted() throws InterruptedException {
    Repository repository = PLATFORM.repository("adopted").withServer("here").commit("one");
    repository.push().mustSucceed();
    String before = containers("adopted");
    try (Load load = Load.on(PLATFORM, "adopted", 100)) {
      Await.until("the load runs", () -> load.requests() > 100);
      PLATFORM.kill9("paasd");
      int dead = load.requests();
      Await.until("requests go on without it", () -> load.requests() > dead + 100);
      PLATFORM.awaitApi();
      Await.until(
          "the instance is seen again",
          () -> PLATFORM.paas("ps", "-a", "adopted").out().contains("up"));
      assertEquals(Set.of(), load.failures());
    }
    assertEquals(before, containers("adopted"));
  }

  @Test
  void deployIsRepairedAfterPaasdIsKilledAtARandomPoint() throws InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Repository repository = PLATFORM.repository("killed").withServer("v0").commit("v0");
    repository.push().mustSucceed();
    for (int round = 1; round <= 4; round++) {
      String text = "v" + round;
      repository.withServer(text).commit(text);
      Process push = repository.pushInBackground();
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(6_000)).toNanos());
      PLATFORM.kill9("paasd");
      assertTrue(push.waitFor(2, TimeUnit.MINUTES), "the push hangs, seed " + seed);
      PLATFORM.awaitApi();
      converges(repository, seed + " round " + round);
      repository.push().mustSucceed();
      assertEquals(new Page(200, text), PLATFORM.get("killed", "/"), "seed " + seed);
    }
  }

  /** The branch names what is served, one instance runs, nothing is pending. */
  private static void converges(Repository repository, String seed) {
    Await.until(
        "served and branch agree, seed " + seed,
        () -> {
          String served = PLATFORM.get("killed", "/").body();
          String branch = repository.remoteHead();
          String subject =
              repository.git("log", "-1", "--format=%s", branch).mustSucceed().out().strip();
          return subject.equals(served)
              && !PLATFORM.paas("releases", "-a", "killed", "--json").out().contains("\"pending\"");
        });
    Await.until(
        "one instance is left, seed " + seed, () -> containers("killed").lines().count() == 1);
  }

  @Test
  void killedRouterComesBackWithItsTable() {
    Repository repository = PLATFORM.repository("routed").withServer("here").commit("one");
    repository.push().mustSucceed();
    PLATFORM.kill9("paas-router");
    Await.until("it serves again", () -> PLATFORM.get("routed", "/").equals(new Page(200, "here")));
  }

  @Test
  void pusherWhoLeavesCancelsTheBuildAndLeavesNothing() throws InterruptedException {
    String app = "left-alone";
    Repository repository =
        PLATFORM
            .repository(app)
            .withServer("late")
            .with("Procfile", "web: node server.js\n")
            .with(
                "package.json",
                "{\"name\":\"app\",\"version\":\"1.0.0\","
                    + "\"scripts\":{\"build\":\"node slow.js\"}}")
            .with("slow.js", "console.log('taking its time'); setTimeout(() => {}, 300000)")
            .commit("slow");
    Process push = repository.pushInBackground();
    Await.until("it builds", () -> repository.backgroundOutput().contains("taking its time"));
    assertEquals(1, building().lines().count());
    push.descendants().forEach(ProcessHandle::destroyForcibly);
    push.destroyForcibly().waitFor();
    Await.until("the build's container is gone", () -> building().isEmpty());
    Await.until(
        "the build has failed",
        () -> PLATFORM.paas("builds", "-a", app, "--json").out().contains("\"failed\""));
    assertEquals("", repository.remoteHead());
    repository.with("slow.js", "").commit("quick").push().mustSucceed();
    assertEquals(new Page(200, "late"), PLATFORM.get(app, "/"));
  }

  private static String building() {
    return containers("label=paas.kind=build", "label=paas.build");
  }

  private static String containers(String app) {
    return containers("label=paas.app-name=" + app, "label=paas.kind=instance");
  }

  private static String containers(String filter, String other) {
    return Program.run(
            PLATFORM.home,
            PLATFORM.env(),
            "",
            Duration.ofMinutes(1),
            java.util.List.of(
                "docker",
                "ps",
                "-q",
                "--no-trunc",
                "--filter",
                filter,
                "--filter",
                other,
                "--filter",
                "label=paas.platform=" + PLATFORM.id()))
        .mustSucceed()
        .out();
  }
}
