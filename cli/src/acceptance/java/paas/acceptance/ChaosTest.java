package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.acceptance.EngineProxy.Moment;

/** A platform whose engine is killed, stalled, filled up, and meddled with behind its back. */
@Tag("acceptance")
class ChaosTest {
  private static SecondEngine engine;
  private static EngineProxy proxy;
  private static Platform platform;

  @BeforeAll
  static void start() throws IOException {
    engine = SecondEngine.start();
    Path socket = engine.socket().resolveSibling("proxy.sock");
    proxy = EngineProxy.between(socket, engine.socket());
    platform =
        Platform.start(
            Map.of(
                "PAAS_DOCKER_SOCKET",
                socket.toString(),
                "DOCKER_HOST",
                "unix://" + socket,
                "PAAS_SCRATCH_MB",
                "256"));
  }

  @AfterAll
  static void end() throws IOException {
    platform.close();
    proxy.close();
    engine.close();
  }

  @AfterEach
  void destroyTheApp() throws IOException {
    proxy.flow();
    if (engine.revive()) {
      platform.up();
    }
    platform.awaitApi();
    platform.paas("destroy", "chaos", "--confirm", "chaos").mustSucceed();
    // An engine that is ended while it removes a network may never start again (moby 45057).
    Await.until("no network is left", () -> platform.docker("network ls", "paas.app").isEmpty());
  }

  /** A call by which a deploy changes something on the engine. */
  private record Step(String name, String call, int nth, Moment moment) {}

  /** In their order. After each the app goes on as the next one's: to make it anew costs a push. */
  private static final List<Step> STEPS =
      List.of(
          new Step("its container is made", "POST .*/containers/create.*-build-", 1, Moment.AFTER),
          new Step("it is started", "POST .*/start", 1, Moment.BEFORE),
          new Step("its image is loaded", "POST .*/images/load", 1, Moment.AFTER),
          new Step("the image is named", "POST .*/tag", 1, Moment.BEFORE),
          new Step("the build's container goes", "DELETE .*/containers/", 1, Moment.AFTER),
          new Step("an instance is made", "POST .*/containers/create.*-web.1-", 1, Moment.AFTER),
          new Step("the instance is started", "POST .*/start", 2, Moment.AFTER),
          new Step("the old one is told to stop", "POST .*/kill", 1, Moment.BEFORE),
          new Step("the old one goes", "DELETE .*/containers/", 2, Moment.AFTER));

  /** Either before the engine hears of a step, or when it was done and paasd does not know. */
  @Test
  void aDeployIsRepairedAfterPaasdIsKilledAtAnyOfItsSteps() throws Exception {
    Repository repository = app("before");
    repository.push().mustSucceed();
    for (Step step : STEPS) {
      String name = step.name();
      app(repository, "cut off as " + name);
      EngineProxy.Trap trap =
          proxy.at(step.call(), step.nth(), step.moment(), () -> platform.kill9("paasd"));
      Process push = repository.pushInBackground();
      Await.until("paasd is killed as " + name, trap::isSprung);
      assertTrue(push.waitFor(2, TimeUnit.MINUTES), "the push hangs: " + name);
      platform.awaitApi();
      Agreement.await(platform, repository, "chaos", name);
      Await.until(
          "nothing of the build is left: " + name,
          () -> platform.docker("ps -a", "paas.kind=build", "paas.build").isEmpty());
      deploysAgain(repository, "after " + name);
    }
  }

  /** A restart of the engine in a deploy, at one of its steps. */
  private record Restart(String signal, boolean liveRestore, String call, Moment moment) {}

  private static final List<Restart> RESTARTS =
      List.of(
          new Restart("KILL", false, "POST .*/images/load", Moment.BEFORE),
          new Restart("KILL", false, "POST .*/containers/create.*-web.1-", Moment.AFTER),
          new Restart("TERM", false, "POST .*/start", Moment.AFTER),
          new Restart("TERM", true, "POST .*/containers/create.*-web.1-", Moment.BEFORE),
          new Restart("KILL", true, "POST .*/start", Moment.AFTER));

  @Test
  void aDeployIsRepairedAfterTheEngineIsRestartedInIt() throws Exception {
    boolean liveRestore = RESTARTS.getFirst().liveRestore();
    restart("TERM", liveRestore);
    Repository repository = app("before");
    repository.push().mustSucceed();
    for (Restart restart : RESTARTS) {
      if (restart.liveRestore() != liveRestore) {
        liveRestore = restart.liveRestore();
        restart("TERM", liveRestore);
        Await.until("it serves again", () -> platform.get("chaos", "/").status() == 200);
      }
      app(repository, "cut off at " + restart);
      EngineProxy.Trap trap =
          proxy.at(
              restart.call(),
              1,
              restart.moment(),
              () -> restart(restart.signal(), restart.liveRestore()));
      Process push = repository.pushInBackground();
      Await.until("the engine was restarted", trap::isSprung);
      assertTrue(push.waitFor(3, TimeUnit.MINUTES), "the push hangs");
      Agreement.await(platform, repository, "chaos", repository.backgroundOutput());
      deploysAgain(repository, "after " + restart);
    }
  }

  private static void deploysAgain(Repository repository, String text) {
    app(repository, text).push().mustSucceed();
    assertEquals(new Page(200, text), platform.get("chaos", "/"));
  }

  private static void restart(String signal, boolean liveRestore) {
    try {
      engine.end(signal);
      engine.start(liveRestore);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anAppServesWhileAnEngineWithLiveRestoreIsRestarted() throws Exception {
    restart("TERM", true);
    app("here").push().mustSucceed();
    List<String> before = instances();
    try (Load load = Load.on(platform, "chaos", 100)) {
      restart("KILL", true);
      int back = load.requests();
      Await.until("requests go on", () -> load.requests() > back + 200);
      assertEquals(Set.of(), load.failures());
    }
    assertEquals(before, instances());
  }

  @Test
  void aReleasePhaseThatTheEngineLostSightOfIsEndedAndTheNextOneRuns() throws Exception {
    restart("TERM", true);
    Repository repository = app("here");
    repository.push().mustSucceed();
    migrating(repository, "echo first began; exec ./busybox sleep 600");
    Process push = repository.pushInBackground();
    awaitLog("first began");
    restart("KILL", true);
    assertTrue(push.waitFor(2, TimeUnit.MINUTES), "the push hangs");
    Await.until(
        "the first has ended",
        () -> platform.docker("ps", "paas.app-name=chaos", "paas.type=release").isEmpty());
    assertEquals(new Page(200, "here"), platform.get("chaos", "/"));
    migrating(repository, "echo second began").push().mustSucceed();
    awaitLog("second began");
  }

  @ParameterizedTest
  @CsvSource({"TERM, false, 1[34]", "KILL, true, 7$"})
  void theEndOfADetachedRunIsToldAfterTheEngineWasRestarted(
      String signal, boolean liveRestore, String status) throws Exception {
    restart("TERM", liveRestore);
    app("here").push().mustSucceed();
    String command = "echo the run began; while [ ! -e /tmp/go ]; do sleep 0.2; done; exit 7";
    platform.paas("run:detached", "-a", "chaos", command).mustSucceed();
    awaitLog("the run began");
    restart(signal, liveRestore);
    platform
        .containers("paas.app-name=chaos", "paas.type=run")
        .forEach(run -> engine.docker("exec", run, "touch", "/tmp/go"));
    Pattern end = Pattern.compile("paas\\[run\\.\\d+]: Process exited with status " + status);
    Await.until(
        "its end is told",
        () -> platform.paas("logs", "-a", "chaos").out().lines().anyMatch(end.asPredicate()));
    Await.until(
        "its container is removed",
        () -> platform.docker("ps -a", "paas.app-name=chaos", "paas.type=run").isEmpty());
  }

  private static Repository migrating(Repository repository, String command) {
    return repository
        .with(
            "Procfile", "web: exec ./busybox httpd -f -p $PORT -h www\nrelease: " + command + "\n")
        .commit(command);
  }

  @Test
  void allThatWasWantedComesBackAfterThePowerWasLost() throws Exception {
    Repository repository = app("here");
    repository.push().mustSucceed();
    platform.paas("ps:scale", "web=2", "idle=1", "-a", "chaos").mustSucceed();
    platform.paas("ps:stop", "idle", "-a", "chaos").mustSucceed();
    Await.until("it is stopped", () -> running("idle").isEmpty());
    platform.paas("run:detached", "-a", "chaos", "./busybox sleep 600").mustSucceed();
    assertEquals(2, instances().size());
    engine.losePower(platform.processes());
    assertEquals(0, platform.get("chaos", "/").status());

    engine.boot();
    platform.up();
    Await.until("it serves", () -> platform.get("chaos", "/").equals(new Page(200, "here")));
    Await.until("both run", () -> instances().size() == 2);
    try (Load load = Load.on(platform, "chaos", 100)) {
      Await.until("no request meets an address of before", () -> load.requests() > 200);
      assertEquals(Set.of(), load.failures());
    }
    assertEquals(List.of(), running("idle"));
    platform.paas("ps:start", "idle", "-a", "chaos").mustSucceed();
    Await.until("it is started once it is asked for", () -> running("idle").size() == 1);
    assertEquals("[]\n", platform.paas("run:list", "-a", "chaos", "--json").mustSucceed().out());
    app(repository, "again").push().mustSucceed();
    assertEquals(new Page(200, "again"), platform.get("chaos", "/"));
  }

  @Test
  void whatIsDoneToAnInstanceByHandIsUndoneAndTold() {
    app("here").push().mustSucceed();
    String first = instance();
    engine.docker("kill", first);
    awaitAnotherThan(first);
    awaitLog("Process exited with status 137");

    String second = instance();
    engine.docker("pause", second);
    awaitLog("Its container was paused from outside the platform: it is made to go on");
    Await.until("it serves", () -> platform.get("chaos", "/").equals(new Page(200, "here")));
    assertEquals(second, instance());

    String network =
        engine
            .docker(
                "inspect", "-f", "{{range .NetworkSettings.Networks}}{{.NetworkID}}{{end}}", second)
            .out()
            .strip();
    engine.docker("network", "disconnect", "-f", network, second);
    engine.docker("network", "rm", network);
    awaitAnotherThan(second);
    awaitLog("Its network was removed from outside the platform: it is replaced");
  }

  @Test
  void anInstanceOverItsMemoryIsNamedWithTheNumber() {
    app("here").push().mustSucceed();
    Program.Ran scale = platform.paas("ps:scale", "hog=1:micro", "-a", "chaos");
    assertTrue(
        scale.err().contains("hog.1 is crashed"),
        () -> scale + "\n" + platform.paas("logs", "-n", "100", "-a", "chaos").out());
    String why = "hog.1 exited with status 137 because it needed more than 128 MB of memory (R15)";
    assertTrue(scale.err().contains(why), scale::toString);
    awaitLog("Error R15 (Memory quota vastly exceeded) -> killed at 128 MB");
    platform.paas("ps:scale", "hog=0", "-a", "chaos").mustSucceed();
    assertEquals(new Page(200, "here"), platform.get("chaos", "/"));
  }

  @Test
  void anInstanceThatFillsTheDiskIsEndedAndTheOthersServe() {
    app("here").push().mustSucceed();
    platform.paas("ps:scale", "filler=1", "-a", "chaos");
    awaitLog("Error R80 (Disk quota exceeded) -> killed");
    platform.paas("ps:scale", "filler=0", "-a", "chaos").mustSucceed();
    assertEquals(new Page(200, "here"), platform.get("chaos", "/"));
  }

  @Test
  void anImageThatWasRemovedIsToldOfAndAPushOfTheSameCommitBringsItBack() throws Exception {
    Repository repository = app("here");
    repository.push().mustSucceed();
    String image = engine.docker("inspect", "-f", "{{.Image}}", instance()).out().strip();
    platform.paas("ps:scale", "web=0", "-a", "chaos").mustSucceed();
    Await.until("nothing runs", () -> instances().isEmpty());
    engine.docker("rmi", "-f", image);
    Process scale = platform.paasInBackground("ps:scale", "web=1", "-a", "chaos");
    awaitLog("is not on this engine; build the app again");
    repository.push().mustSucceed();
    assertTrue(scale.waitFor(4, TimeUnit.MINUTES), "the scale hangs");
    assertEquals(new Page(200, "here"), platform.get("chaos", "/"));
  }

  @Test
  void aFullDiskRefusesADeployAndTheAppGoesOn() throws IOException {
    Repository repository = app("before");
    repository.push().mustSucceed();
    engine.fill();
    Program.Ran refused = app(repository, "after").push();
    engine.relieve();
    assertNotEquals(0, refused.code(), refused.toString());
    assertTrue(refused.err().contains("disk") || refused.err().contains("space"), refused.err());
    Agreement.await(platform, repository, "chaos", refused.toString());
    app(repository, "last").push().mustSucceed();
    assertEquals(new Page(200, "last"), platform.get("chaos", "/"));
  }

  @Test
  void anEngineThatHangsHoldsUpTheScaleAndNothingElse() throws Exception {
    app("here").push().mustSucceed();
    try (Load load = Load.on(platform, "chaos", 100)) {
      proxy.stall();
      awaitLog("Waiting: The Docker engine did not answer");
      Process scale = platform.paasInBackground("ps:scale", "web=2", "-a", "chaos");
      int hung = load.requests();
      Await.until("requests go on", () -> load.requests() > hung + 500);
      platform.paas("config", "-a", "chaos").mustSucceed();
      Program.Ran ps = platform.paas("ps", "-a", "chaos");
      assertTrue(ps.err().contains("The Docker engine did not answer"), ps.toString());
      proxy.flow();
      assertTrue(scale.waitFor(2, TimeUnit.MINUTES), "the scale hangs");
      Await.until("both run", () -> instances().size() == 2);
      awaitLog("No longer waiting");
      int after = load.requests();
      Await.until("requests go on", () -> load.requests() > after + 200);
      assertEquals(Set.of(), load.failures());
    }
  }

  private static void awaitAnotherThan(String former) {
    Await.until(
        "another instance serves",
        () ->
            !instances().contains(former)
                && instances().size() == 1
                && platform.get("chaos", "/").equals(new Page(200, "here")));
  }

  private static void awaitLog(String line) {
    Await.until(
        "the log says: " + line,
        () -> platform.paas("logs", "-n", "200", "-a", "chaos").out().contains(line));
  }

  private static String instance() {
    return instances().getFirst();
  }

  private static List<String> instances() {
    return running("web");
  }

  private static List<String> running(String type) {
    return platform.containers("paas.app-name=chaos", "paas.kind=instance", "paas.type=" + type);
  }

  private static Repository app(String text) {
    return app(platform.repository("chaos"), text);
  }

  /** A web server without any build. */
  private static Repository app(Repository repository, String text) {
    Path busybox = repository.dir.resolve("busybox");
    try {
      if (!Files.exists(busybox)) {
        Files.copy(Path.of("/bin/busybox"), busybox);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return repository
        .with(
            "Procfile",
            """
            web: exec ./busybox httpd -f -p $PORT -h www
            hog: exec ./busybox dd if=/dev/zero of=/dev/null bs=256M count=1
            filler: exec ./busybox dd if=/dev/zero of=/tmp/filled bs=1M
            idle: exec ./busybox tail -f /dev/null
            """)
        .with("www/index.html", text)
        .commit(text);
  }
}
