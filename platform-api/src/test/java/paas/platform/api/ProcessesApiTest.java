package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.deploy.InstanceView;
import paas.platform.deploy.Launch;
import paas.platform.deploy.Reading;
import paas.platform.formation.Formation;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.Size;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.store.FormationStore;
import paas.runner.Ulimit;

@ExtendWith(TestPlatform.Extension.class)
class ProcessesApiTest {
  private static final ProcessType WORKER = new ProcessType("worker");

  private final TestPlatform platform;
  private final Requests requests;
  private final App app;
  private final Release release;
  private final String path;

  ProcessesApiTest(TestPlatform platform) {
    this.platform = platform;
    User user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.release =
        platform.deploy(app, Map.of("web", "node web.js", "worker", "node w.js", "release", "x"));
    this.path = "/apps/" + app.name();
  }

  private InstanceView web(String state, Optional<Reading> usage) {
    return new InstanceView(
        UUID.randomUUID(),
        new Slot(ProcessType.WEB, 1),
        state,
        release.version(),
        Instant.parse("2026-11-20T10:00:00.5Z"),
        "node web.js",
        Size.DEFAULT,
        "c",
        Optional.empty(),
        usage);
  }

  @Test
  void eachOfManyWhoAskForOneMoreGetsIt() throws Exception {
    Callable<Answer> more =
        () -> requests.patch(path + "/formation/worker", "{\"quantity\":\"+1\",\"force\":true}");
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> answer : pool.invokeAll(Collections.nCopies(12, more))) {
        answer.get().expect(200);
      }
    }
    assertEquals(12, formation().quantity(WORKER));
  }

  @Test
  void theFormationShowsTheProcfilesTypesAndTheReleasePhaseThatIsNotScaled() {
    Answer formation = requests.get(path + "/formation").expect(200);

    assertEquals(List.of("web", "worker", "release"), formation.each("type"));
    assertEquals(List.of("1", "0", "0"), formation.each("quantity"));
    assertEquals(List.of("node web.js", "node w.js", "x"), formation.each("command"));
    String phase = path + "/formation/release";
    assertEquals("2g", requests.patch(phase, "{\"size\":\"2g\"}").expect(200).text("size"));
    for (String refused : List.of("{\"quantity\":1}", "{\"size\":\"1g\",\"stop_grace\":9}")) {
      Answer answer = requests.patch(phase, refused).expect(422);
      assertTrue(answer.body().contains("runs once for each release"), answer.body());
    }
    assertEquals("2g", formation().settings(ProcessType.RELEASE).size().text());
    assertEquals("2g", requests.get(phase).expect(200).text("size"));
  }

  /** Its first release may have failed for want of memory. */
  @Test
  void theReleasePhaseHasASizeBeforeAnyReleaseLives() {
    User owner = platform.user();
    String phase = "/apps/" + platform.app(owner).name() + "/formation/release";
    Answer answer = platform.as(owner).patch(phase, "{\"size\":\"2g\"}").expect(200);
    assertEquals("2g", answer.text("size"));
  }

  @Test
  void settlingTellsWhetherTheTypesThatWereNamedAreAsTheyAreWanted() {
    String settle = path + "/formation/actions/settle";
    Answer nothing = requests.post(settle, "{}").expect(200);
    assertEquals("true", nothing.text("settled"));
    assertTrue(nothing.body().endsWith("\"instances\":[]}"), nothing.body());

    platform.fleet.instances.put(app.id(), List.of(web("starting", Optional.empty())));
    assertEquals("false", requests.post(settle, "{\"types\":[\"web\"]}").text("settled"));
    assertEquals("true", requests.post(settle, "{\"types\":[\"worker\"]}").text("settled"));
    assertEquals("false", requests.post(settle, "{}").text("crashed"));
    platform.fleet.instances.put(app.id(), List.of(web("crashed", Optional.empty())));
    assertEquals("true", requests.post(settle, "{}").text("crashed"));

    platform.fleet.instances.put(app.id(), List.of(web("stopping", Optional.empty())));
    assertEquals("false", requests.post(settle, "{}").text("settled"));
    assertEquals("true", requests.post(settle, "{\"ignore_leaving\":true}").text("settled"));

    requests.post(settle, "{\"types\":[\"none\"]}").expect(404);
    requests.post(settle, "{\"types\":\"web\"}").expect(422);
    requests.post(settle, "{\"within\":61}").expect(422);
  }

  @Test
  void moreCpusThanTheMachineHasAreRefusedUnlessForced() {
    String web = path + "/formation/web";
    String cpus = "%d".formatted(Runtime.getRuntime().availableProcessors());
    Answer refused = requests.patch(web, "{\"size\":\"64m:9999cpu\"}").expect(422);
    assertEquals(
        "web cannot have 9999 CPUs for each instance: this machine has " + cpus + " in all.",
        refused.text("message"));
    requests.patch(web, "{\"size\":\"64m:" + cpus + "cpu\"}").expect(200);
    requests.patch(web, "{\"size\":\"64m:9999cpu\",\"force\":true}").expect(200);
    assertEquals(1024, platform.bean(Launch.class).limits(Size.parse("64m:9999cpu")).cpus());
    requests.patch(web, "{\"stop_grace\":20}").expect(200);
    requests.patch(web, "{\"size\":\"xlarge\",\"quantity\":0}").expect(200);
  }

  @Test
  void scalingTakesStringsAndRelativeQuantities() {
    Answer answer =
        requests
            .patch(
                path + "/formation",
                "{\"updates\":[{\"type\":\"web\",\"quantity\":\"+2\"},"
                    + "{\"type\":\"worker\",\"quantity\":2}]}")
            .expect(200);

    assertEquals(List.of("3", "2"), answer.each("quantity"));
    assertEquals(3, formation().quantity(ProcessType.WEB));
    assertTrue(platform.fleet.woken.contains(app.id()));
    assertTrue(
        platform
            .journal
            .events(app.id())
            .getFirst()
            .startsWith("Scaled to web@3:default worker@2"));
    assertEquals(
        "1", requests.patch(path + "/formation/worker", "{\"quantity\":\"-1\"}").text("quantity"));
  }

  @Test
  void aTypeThatIsNotThereIsAdvisedOnlyWhereItWasToBeScaled() {
    String advice = "Add a line to its Procfile and push.";
    assertTrue(
        requests
            .patch(path + "/formation/nope", "{\"quantity\":1}")
            .expect(404)
            .body()
            .contains(advice));
    assertFalse(requests.delete(path + "/formations/nope").expect(404).body().contains(advice));
  }

  @Test
  void oneUnknownTypeRefusesTheLot() {
    Answer answer =
        requests
            .patch(
                path + "/formation",
                "{\"updates\":[{\"type\":\"web\",\"quantity\":5},"
                    + "{\"type\":\"nosuch\",\"quantity\":1}]}")
            .expect(404);

    assertTrue(answer.text("message").contains("it has web, worker"));
    assertEquals(1, formation().quantity(ProcessType.WEB));
  }

  @Test
  void aQuantityOutOfBoundsAndAForeignSizeAreRefused() {
    requests.patch(path + "/formation/web", "{\"quantity\":-2}").expect(422);
    requests.patch(path + "/formation/web", "{\"quantity\":101}").expect(422);
    requests.patch(path + "/formation/web", "{\"size\":\"enormous\"}").expect(422);
    requests.patch(path + "/formation/web", "{\"size\":\"default\"}").expect(200);
    requests.patch(path + "/formation/$(id)", "{\"quantity\":1}").expect(422);
  }

  @Test
  void anotherSizeReplacesTheInstancesAndIsShown() {
    Answer web = requests.patch(path + "/formation/web", "{\"size\":\"1G:0.5cpu\"}").expect(200);

    assertEquals("1g:0.5cpu", web.text("size"));
    assertEquals(1, formation().epoch(new Slot(ProcessType.WEB, 1)));
    requests.patch(path + "/formation/web", "{\"size\":\"1g:0.5cpu\"}").expect(200);
    assertEquals(1, formation().epoch(new Slot(ProcessType.WEB, 1)));
  }

  @Test
  void theStopGraceIsSetWithoutReplacingAnything() {
    assertEquals("30", requests.get(path + "/formation/web").text("stop_grace"));

    requests.patch(path + "/formation/web", "{\"stop_grace\":120}").expect(200);

    assertEquals(Duration.ofMinutes(2), formation().settings(ProcessType.WEB).grace());
    assertEquals(0, formation().epoch(new Slot(ProcessType.WEB, 1)));
    requests.patch(path + "/formation/web", "{\"stop_grace\":601}").expect(422);
    requests.patch(path + "/formation/web", "{\"websocket_grace\":0}").expect(200);
    assertEquals("0", requests.get(path + "/formation/web").text("websocket_grace"));
    requests.patch(path + "/formation/web", "{\"websocket_grace\":3601}").expect(422);
    assertEquals("2", requests.patch(path + "/formation/web", "{\"surge\":\"2\"}").text("surge"));
    assertEquals(
        "auto", requests.patch(path + "/formation/web", "{\"surge\":\"auto\"}").text("surge"));
    assertEquals("0", requests.patch(path + "/formation/web", "{\"surge\":0}").text("surge"));
    assertEquals("0", requests.get(path + "/formation/web").text("surge"), "and is stored");
    requests.patch(path + "/formation/web", "{\"surge\":101}").expect(422);
  }

  @Test
  void isolationIsSetBitByBitAndShown() {
    requests.patch(path + "/formation/web", "{\"read_only\":true}").expect(200);
    Answer web =
        requests
            .patch(path + "/formation/web", "{\"user\":\"Image\",\"tmpfs\":\"/tmp:1g,/run:1M\"}")
            .expect(200);

    assertEquals("image", web.text("user"));
    assertEquals("true", web.text("read_only"));
    assertEquals("/tmp:1024m,/run:1m", web.text("tmpfs"));
    assertEquals(
        "none", requests.patch(path + "/formation/web", "{\"tmpfs\":\"none\"}").text("tmpfs"));
    assertTrue(
        platform
            .journal
            .events(app.id())
            .get(1)
            .contains(
                "with user image, read-only root, tmpfs /tmp:1024m,/run:1m, ulimits none for web"));
  }

  @Test
  void ulimitsAreSetAndForgotten() {
    String web = path + "/formation/web";
    Answer set = requests.patch(web, "{\"ulimits\":\"nofile=512:1024,CORE=0\"}").expect(200);

    assertEquals("nofile=512:1024,core=0", set.text("ulimits"));
    Launch launch = platform.bean(Launch.class);
    var held = List.of(new Ulimit("nofile", 512, 1024), new Ulimit("core", 0, 0));
    assertEquals(held, launch.sandbox(app, ProcessType.WEB).ulimits());
    assertEquals(held, launch.oneOffSandbox(app, ProcessType.WEB).ulimits());
    assertEquals(List.of(), launch.sandbox(app, WORKER).ulimits());
    assertEquals("none", requests.patch(web, "{\"ulimits\":\"none\"}").text("ulimits"));
  }

  @Test
  void ulimitsThatWereForcedAreNotJudgedAgain() {
    String web = path + "/formation/web";
    String much = "\"ulimits\":\"nofile=2000000000\"";
    requests.patch(web, "{" + much + "}").expect(422);
    requests.patch(web, "{\"force\":true," + much + "}").expect(200);

    requests.patch(web, "{\"size\":\"small\"}").expect(200);
    requests.patch(web, "{\"ulimits\":\"nofile=2000000001\"}").expect(422);
  }

  @Test
  void badIsolationIsRefusedAndNothingChanges() {
    for (String bad :
        List.of(
            "\"user\":\"root\"",
            "\"user\":\"0\"",
            "\"user\":\"65534\"",
            "\"read_only\":\"on\"",
            "\"tmpfs\":\"tmp:64m\"",
            "\"tmpfs\":\"/tmp\"",
            "\"tmpfs\":\"/tmp:0m\"",
            "\"tmpfs\":\"/tmp:17g\"",
            "\"tmpfs\":\"/a/../etc:1m\"",
            "\"tmpfs\":\"/proc/x:1m\"",
            "\"tmpfs\":\"/app:1m\"",
            "\"tmpfs\":\"/x:1m,exec:1m\"",
            "\"tmpfs\":\"/tmp:1m,/tmp:2m\"",
            "\"ulimits\":\"nofile\"",
            "\"ulimits\":\"nproc=64\"",
            "\"ulimits\":\"nofile=2000000000\"",
            "\"ulimits\":65536")) {
      requests.patch(path + "/formation/web", "{\"size\":\"small\"," + bad + "}").expect(422);
    }
    assertEquals(ProcessSettings.DEFAULT, formation().settings(ProcessType.WEB));
  }

  @Test
  void moreThanTheMachineHasIsRefusedUnlessForced() {
    String much = "\"quantity\":1,\"size\":\"4000g\"";

    Answer refused = requests.patch(path + "/formation/worker", "{" + much + "}").expect(422);

    assertTrue(refused.text("message").startsWith("worker cannot have 4,096,000 MB"));
    assertEquals(0, formation().quantity(WORKER));
    requests.patch(path + "/formation/worker", "{\"force\":true," + much + "}").expect(200);
    assertEquals(1, formation().quantity(WORKER));
  }

  @Test
  void theNamedSizesAreListed() {
    assertEquals(
        List.of("default", "large", "medium", "micro", "small", "xlarge"),
        requests.get("/dyno-sizes").expect(200).each("name"));
    assertEquals("256", requests.get("/dyno-sizes/small").expect(200).text("memory_mb"));
    requests.get("/dyno-sizes/enormous").expect(422);
  }

  @Test
  void dynosShowWhatRuns() {
    platform.fleet.instances.put(
        app.id(),
        List.of(
            web("up", Optional.of(new Reading(100 << 20, 512 << 20, Optional.of(0.25), 5, 7)))));

    Answer dyno = requests.get(path + "/dynos/web.1").expect(200);

    assertEquals("web.1", dyno.text("name"));
    assertEquals("up", dyno.text("state"));
    assertEquals("2", dyno.text("release.version"));
    assertEquals(release.id().toString(), dyno.text("release.id"));
    assertEquals("2026-11-20T10:00:00Z", dyno.text("created_at"));
    assertEquals("104857600", dyno.text("usage.memory_bytes"));
    assertEquals("0.250", dyno.text("usage.cpus"));
    assertEquals(List.of("web.1"), requests.get(path + "/dynos").each("name"));
    requests.get(path + "/dynos/web.9").expect(404);
  }

  @Test
  void restartsRaiseEpochs() {
    requests.patch(path + "/formation/worker", "{\"quantity\":1}");

    assertEquals("{\"instances\":2}", requests.delete(path + "/dynos").expect(202).body());
    requests.delete(path + "/dynos/web.1").expect(202);
    requests.delete(path + "/formations/worker").expect(202);

    assertEquals(2, formation().epoch(new Slot(ProcessType.WEB, 1)));
    assertEquals(2, formation().epoch(new Slot(WORKER, 1)));
  }

  @Test
  void stoppedSlotsStayStoppedUntilStarted() {
    requests.post(path + "/dynos/web.1/actions/stop", "").expect(202);
    assertEquals(Set.of(new Slot(ProcessType.WEB, 1)), formation().stopped());

    requests.post(path + "/formations/web/actions/start", "").expect(202);
    assertEquals(Set.of(), formation().stopped());

    requests.post(path + "/formations/web/actions/stop", "").expect(202);
    requests.post(path + "/dynos/web.1/actions/start", "").expect(202);
    assertEquals(Set.of(), formation().stopped());
    requests.post(path + "/dynos/web.7/actions/stop", "").expect(404);
    requests.post(path + "/dynos/web.0/actions/stop", "").expect(404);
  }

  @Test
  void whatIsStoppedIsToldAndOnlyStartedOnce() {
    String all = path + "/formations/web/actions/";
    assertEquals("{\"instances\":0}", requests.post(all + "start", "").expect(202).body());
    assertEquals("{\"instances\":1}", requests.post(all + "stop", "").expect(202).body());
    assertEquals("{\"instances\":0}", requests.post(all + "stop", "").expect(202).body());
    assertTrue(requests.get(path + "/formation/web").body().contains("\"stopped\":[\"web.1\"]"));

    assertEquals("{\"instances\":0}", requests.delete(path + "/dynos").expect(202).body());
    assertEquals(0, formation().epoch(new Slot(ProcessType.WEB, 1)));

    assertEquals("{\"instances\":1}", requests.post(all + "start", "").expect(202).body());
  }

  private Formation formation() {
    return platform.bean(FormationStore.class).of(app.id());
  }
}
