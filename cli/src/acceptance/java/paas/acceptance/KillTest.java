package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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
    List<String> before = containers("adopted");
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
      Agreement.await(PLATFORM, repository, "killed", "seed " + seed + " round " + round);
      repository.push().mustSucceed();
      assertEquals(new Page(200, text), PLATFORM.get("killed", "/"), "seed " + seed);
    }
  }

  @Test
  void killedRouterComesBackWithItsTable() {
    Repository repository = PLATFORM.repository("kept-table").withServer("here").commit("one");
    repository.push().mustSucceed();
    PLATFORM.kill9("paas-router");
    Await.until(
        "it serves again", () -> PLATFORM.get("kept-table", "/").equals(new Page(200, "here")));
  }

  @Test
  void pusherWhoLeavesCancelsTheBuildAndLeavesNothing() throws InterruptedException {
    String app = "left-alone";
    Repository repository = PLATFORM.repository(app).withSlowBuild("late").commit("slow");
    Process push = repository.pushInBackground();
    Await.until("it builds", () -> repository.backgroundOutput().contains("taking its time"));
    assertEquals(1, building().size());
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

  @Test
  void destructionIsCompletedAfterPaasdIsKilledInIt() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 1; round <= 3; round++) {
      Repository repository = PLATFORM.repository("doomed").withServer("v" + round);
      repository.with("Procfile", "web: node server.js\nrelease: echo migrating\n");
      repository.commit("one").push().mustSucceed();
      assertEquals(new Page(200, "v" + round), PLATFORM.get("doomed", "/"));
      String id = appId();
      Process destroy = PLATFORM.paasInBackground("destroy", "doomed", "--confirm", "doomed");
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_500)).toNanos());
      PLATFORM.kill9("paasd");
      assertTrue(destroy.waitFor(2, TimeUnit.MINUTES), "the destruction hangs, seed " + seed);
      PLATFORM.awaitApi();
      if (PLATFORM.paas("apps:info", "doomed").code() == 0) {
        assertEquals(new Page(200, "v" + round), PLATFORM.get("doomed", "/"), "seed " + seed);
        PLATFORM.paas("destroy", "doomed", "--confirm", "doomed").mustSucceed();
      }
      Await.until(
          () -> "nothing is left but " + remnants(id) + ", seed " + seed,
          () -> remnants(id).isEmpty());
      assertEquals(404, PLATFORM.get("doomed", "/").status());
    }
    PLATFORM.paas("create", "doomed", "--no-remote").mustSucceed();
  }

  private static String appId() {
    String shown = PLATFORM.paas("apps:info", "doomed", "--json").mustSucceed().out();
    return shown.replaceFirst(
        "(?s).*\"id\": *\"([0-9a-f-]{36})\",? *\n? *\"name\": *\"doomed\".*", "$1");
  }

  /** Everything that carries the app's id, on the engine and in the platform's home. */
  private static List<String> remnants(String id) {
    List<String> left = new ArrayList<>();
    for (String listing : List.of("ps -a", "network ls", "volume ls", "images")) {
      left.addAll(PLATFORM.docker(listing, "paas.app=" + id));
    }
    try (Stream<Path> files = Files.walk(PLATFORM.home, 3)) {
      files.map(Path::toString).filter(name -> name.contains(id)).forEach(left::add);
    } catch (IOException | UncheckedIOException e) {
      left.add(String.valueOf(e.getMessage())); // a file went while it was looked at: look again
    }
    return left;
  }

  private static List<String> building() {
    return PLATFORM.containers("paas.kind=build", "paas.build");
  }

  private static List<String> containers(String app) {
    return PLATFORM.containers("paas.app-name=" + app, "paas.kind=instance");
  }
}
