package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.deploy.Launch;
import paas.platform.deploy.disks.Disks;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.storage.Volume;
import paas.platform.storage.VolumeName;
import paas.platform.storage.VolumeSize;
import paas.platform.store.AppStore;
import paas.platform.store.FormationStore;
import paas.platform.store.VolumeStore;
import paas.runner.Sandbox;
import paas.runner.VolumeId;
import paas.runner.VolumeMount;

@ExtendWith(TestPlatform.Extension.class)
class VolumesApiTest {
  private static final ProcessType WORKER = new ProcessType("worker");
  private static final Slot WEB_1 = new Slot(ProcessType.WEB, 1);
  private static final String DATA = "{\"name\":\"data\",\"size\":\"1g\"}";

  private final TestPlatform platform;
  private final Requests requests;
  private final App app;
  private final String path;

  VolumesApiTest(TestPlatform platform) {
    this.platform = platform;
    User user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    platform.deploy(app, Map.of("web", "node web.js", "worker", "node w.js"));
    this.path = "/apps/" + app.name() + "/volumes";
    platform.bean(FormationStore.class).scale(app.id(), Map.of(WORKER, 1));
  }

  @Test
  void aVolumeIsMadeShownAndDestroyed() {
    Answer made = requests.post(path, DATA).expect(201);
    VolumeId id = new VolumeId(made.text("id"));

    assertEquals(1L << 30, platform.volumes.made.get(id));
    assertEquals(List.of("data"), requests.get(path).each("name"));
    assertEquals("1g", requests.get(path + "/data").expect(200).text("size"));
    requests.delete(path + "/data").expect(200);
    assertTrue(!platform.volumes.made.containsKey(id));
    requests.get(path + "/data").expect(404);
    assertEquals(2, platform.journal.events(app.id()).size());
  }

  @Test
  void aVolumeGrowsAndNothingRestartsButItNeverShrinks() {
    VolumeId id = new VolumeId(requests.post(path, DATA).expect(201).text("id"));
    requests.send("PUT", path + "/data/mount", "{\"path\":\"/data\"}").expect(200);
    Map<Slot, Long> before = epochs();

    assertEquals("2g", requests.patch(path + "/data", "{\"size\":\"2g\"}").text("size"));
    assertEquals(2L << 30, platform.volumes.made.get(id));
    requests.patch(path + "/data", "{\"size\":\"2048m\"}").expect(200);
    assertEquals(before, epochs());

    String refused = requests.patch(path + "/data", "{\"size\":\"1g\"}").expect(422).body();
    assertTrue(refused.contains("has 2g, 0 MB of it used, and does not shrink to 1g"), refused);
    requests.patch(path + "/data", "{\"size\":\"11g\"}").expect(422);
    requests.patch(path + "/data", "{}").expect(422);
    requests.patch(path + "/none", "{\"size\":\"3g\"}").expect(404);
    assertEquals("2g", requests.get(path + "/data").text("size"));
  }

  /** As an attempt leaves it that was cut off before its size was kept. */
  @Test
  void roomThatAVolumeHasAlreadyIsNotAskedForAgain() {
    VolumeId id = new VolumeId(requests.post(path, DATA).expect(201).text("id"));
    platform.volumes.made.put(id, platform.volumes.available() + (2L << 30));
    try {
      assertEquals(
          "2g", requests.patch(path + "/data", "{\"size\":\"2g\"}").expect(200).text("size"));
    } finally {
      requests.delete(path + "/data").expect(200);
    }
  }

  @Test
  void aVolumeThatCannotGrowKeepsItsSize() {
    requests.post(path, DATA).expect(201);
    platform.volumes.broken = true;
    try {
      requests.patch(path + "/data", "{\"size\":\"2g\"}").expect(503);
    } finally {
      platform.volumes.broken = false;
    }
    assertEquals("1g", requests.get(path + "/data").text("size"));
  }

  @Test
  void mountingReplacesTheInstancesThatItConcernsAndNoOthers() {
    requests.post(path, DATA).expect(201);

    Answer mounted =
        requests
            .send(
                "PUT",
                path + "/data/mount",
                "{\"path\":\"/data\",\"type\":\"worker\",\"read_only\":true}")
            .expect(200);

    assertTrue(mounted.body().contains("\"path\":\"/data\",\"type\":\"worker\""), mounted.body());
    assertEquals(Map.of(new Slot(WORKER, 1), 1L), epochs());
    assertTrue(platform.fleet.woken.contains(app.id()));
    requests.delete(path + "/data/mount").expect(200);
    assertEquals(Map.of(new Slot(WORKER, 1), 2L), epochs());
    requests.send("PUT", path + "/data/mount", "{\"path\":\"/data\"}").expect(200);
    assertEquals(Map.of(new Slot(WORKER, 1), 3L, WEB_1, 1L), epochs());
  }

  @Test
  void instancesHaveWhatIsMountedForTheirTypeAndOneOffsHaveAll() {
    String id = requests.post(path, DATA).expect(201).text("id");
    requests
        .send("PUT", path + "/data/mount", "{\"path\":\"/tmp\",\"type\":\"worker\"}")
        .expect(200);
    requests.patch("/apps/" + app.name() + "/formation/worker", "{\"read_only\":true}").expect(200);

    Launch launch = platform.bean(Launch.class);
    Sandbox worker = launch.sandbox(app, WORKER);
    var mounted = List.of(new VolumeMount(new VolumeId(id), "/tmp", false));
    assertEquals(mounted, worker.volumes());
    assertEquals(List.of(), worker.tmpfs());
    assertEquals(List.of(), launch.sandbox(app, ProcessType.WEB).volumes());
    assertEquals(mounted, launch.oneOffSandbox(app, ProcessType.WEB).volumes());
  }

  @Test
  void badInputIsRefusedAndNothingIsMade() {
    for (String bad :
        List.of(
            "{\"name\":\"../x\",\"size\":\"1g\"}",
            "{\"name\":\"data\"}",
            "{\"name\":\"data\",\"size\":\"0\"}",
            "{\"name\":\"data\",\"size\":\"0g\"}",
            "{\"name\":\"data\",\"size\":\"-1g\"}",
            "{\"name\":\"data\",\"size\":\"11g\"}",
            "{\"name\":\"data\",\"size\":\"99999999t\"}")) {
      requests.post(path, bad).expect(422);
    }
    assertEquals(List.of(), requests.get(path).each("name"));
    requests.post(path, DATA).expect(201);
    for (String bad : List.of("data", "/data/../etc", "/proc", "/proc/1", "/app", "/", "/a:ro")) {
      requests.send("PUT", path + "/data/mount", "{\"path\":\"" + bad + "\"}").expect(422);
    }
    requests.send("PUT", path + "/data/mount", "{}").expect(422);
    requests.send("PUT", path + "/none/mount", "{\"path\":\"/data\"}").expect(404);
    assertEquals(Map.of(), epochs());
  }

  @Test
  void whatIsThereAlreadyIsAConflict() {
    requests.post(path, DATA).expect(201);
    requests.post(path, DATA).expect(409);
    requests.post(path, DATA.replace("data", "other")).expect(201);
    requests.delete(path + "/data/mount").expect(409);
    requests.send("PUT", path + "/data/mount", "{\"path\":\"/data\"}").expect(200);
    requests.send("PUT", path + "/data/mount", "{\"path\":\"/elsewhere\"}").expect(409);
    requests.send("PUT", path + "/other/mount", "{\"path\":\"/data\"}").expect(409);
    Answer refused = requests.delete(path + "/data").expect(409);
    assertTrue(refused.text("message").contains("paas storage:unmount data"));
  }

  @Test
  void aDiskThatFailsLeavesNoVolume() {
    platform.volumes.broken = true;
    try {
      requests.post(path, DATA).expect(503);
      assertEquals(List.of(), requests.get(path).each("name"));
    } finally {
      platform.volumes.broken = false;
    }
    platform.bean(Disks.class).collect();
    assertEquals(List.of(), platform.bean(VolumeStore.class).ownerless());
  }

  @Test
  void aVolumeThatIsBeingMadeIsNotSweptAway() {
    platform.volumes.meanwhile = () -> platform.bean(Disks.class).collect();
    try {
      VolumeId id = new VolumeId(requests.post(path, DATA).expect(201).text("id"));
      assertTrue(platform.volumes.made.containsKey(id));
    } finally {
      platform.volumes.meanwhile = () -> {};
    }
  }

  @Test
  void whatIsOneTooManyOrOfATakenNameIsRefusedBeforeItsFilesAreMade() {
    String small = DATA.replace("1g", "16m");
    for (int i = 1; i < Volume.MOST; i++) {
      requests.post(path, small.replace("data", "v" + i)).expect(201);
    }
    List<Answer> meanwhile = new ArrayList<>();
    platform.volumes.meanwhile =
        () -> {
          platform.volumes.meanwhile = () -> meanwhile.add(requests.get("/account"));
          meanwhile.add(requests.post(path, small));
          meanwhile.add(requests.post(path, small.replace("data", "other")));
        };
    try {
      requests.post(path, small).expect(201);
    } finally {
      platform.volumes.meanwhile = () -> {};
    }
    assertEquals(2, meanwhile.size(), "nothing else was made");
    meanwhile.getFirst().expect(409);
    assertTrue(meanwhile.getLast().expect(422).body().contains("has 20 volumes, the most"));
    requests.delete(path + "/data").expect(200);
    requests.post(path, small).expect(201);
  }

  @Test
  void whatAKillLeftHalfMadeIsRemovedAtTheNextStart() {
    VolumeStore store = platform.bean(VolumeStore.class);
    UUID row = UUID.randomUUID();
    UUID file = UUID.randomUUID();
    store.prepare(row, new VolumeName("row"), new VolumeSize(16), Clock.systemUTC().instant());
    store.prepare(file, new VolumeName("file"), new VolumeSize(16), Clock.systemUTC().instant());
    platform.volumes.create(new VolumeId(file.toString()), 16 << 20);

    new Disks(store, platform.volumes, Clock.systemUTC()).collect();

    assertEquals(List.of(), store.ownerless());
    assertTrue(!platform.volumes.made.containsKey(new VolumeId(file.toString())));
    assertEquals(List.of(), requests.get(path).each("name"));
  }

  @Test
  void theVolumesOfADestroyedAppAreRemovedEvenAfterAKill() {
    VolumeId id = new VolumeId(requests.post(path, DATA).expect(201).text("id"));
    requests.send("PUT", path + "/data/mount", "{\"path\":\"/data\"}").expect(200);
    platform.bean(AppStore.class).delete(app.id());
    assertTrue(platform.volumes.made.containsKey(id));

    new Disks(platform.bean(VolumeStore.class), platform.volumes, Clock.systemUTC()).collect();

    assertTrue(!platform.volumes.made.containsKey(id));
  }

  private Map<Slot, Long> epochs() {
    return platform.bean(FormationStore.class).of(app.id()).epochs();
  }
}
