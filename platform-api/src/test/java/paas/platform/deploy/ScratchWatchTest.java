package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.deploy.scratch.Excess;
import paas.platform.deploy.scratch.Excesses;
import paas.platform.deploy.scratch.ScratchLimits;
import paas.runner.AppKey;
import paas.runner.ImageDigest;
import paas.runner.InstanceId;
import paas.runner.InstanceSpec;
import paas.runner.Limits;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OneOffs;
import paas.runner.RunningOneOff;
import paas.runner.Sandbox;
import paas.runner.Scratch;
import paas.runner.State;
import paas.runner.engine.EngineUnavailable;

class ScratchWatchTest {
  private static final long MB = 1 << 20;
  private static final long ROOMY = 50_000 * MB;
  private static final Duration TICK = Duration.ofMillis(250);

  private final Luck luck = new Luck(1);
  private final Schedule clock = new Schedule();
  private final World world = new World(luck, clock, () -> {});
  private final AppKey app = new AppKey(AppId.random().toString(), "shop");
  private final Disk disk = new Disk();
  private final Phases oneOffs = new Phases();
  private final List<String> lines = new ArrayList<>();
  private final Excesses excesses = new Excesses();
  private final ScratchWatch watch =
      new ScratchWatch(
          disk,
          world,
          oneOffs,
          new SilentJournal() {
            @Override
            public void platform(AppId of, String process, String text) {
              lines.add(process + ": " + text);
            }
          },
          new ScratchLimits(4_096 * MB),
          excesses,
          clock,
          Runnable::run);
  private InstanceId web;
  private InstanceId other;

  @BeforeEach
  void twoInstancesRun() {
    luck.calm();
    web = start(1);
    other = start(2);
    watch.look();
    disk.counts = 0;
  }

  private InstanceId start(int ordinal) {
    InstanceSpec spec =
        new InstanceSpec(
            app,
            "web",
            ordinal,
            1,
            0,
            new ImageDigest("sha256:" + "0".repeat(64)),
            List.of(),
            Optional.empty(),
            Map.of(),
            5000,
            new Limits(200 << 20, 1, 100),
            Sandbox.STANDARD,
            Duration.ofSeconds(30));
    return world.start(spec).id();
  }

  /** What is written is taken from what is free. */
  private void writes(InstanceId id, long megabytes) {
    long before = disk.written.getOrDefault(id, 0L);
    disk.written.put(id, megabytes * MB);
    disk.free -= megabytes * MB - before;
  }

  private void pass(Duration time) {
    long until = clock.passed() + time.toMillis();
    while (clock.passed() < until) {
      clock.advanceTo(clock.passed() + TICK.toMillis());
      watch.look();
    }
  }

  private boolean runs(InstanceId id) {
    return world.find(id).orElseThrow().state() instanceof State.Running;
  }

  @Test
  void anInstanceOverTheLimitIsEndedAndItsLogSaysWhy() {
    writes(web, 4_097);
    writes(other, 4_096);
    pass(TICK);
    assertTrue(!runs(web) && runs(other));
    assertEquals(
        List.of(
            "web.1: Error R80 (Disk quota exceeded) -> killed, as it has written more than 4096 MB"
                + " besides its volumes"),
        lines);
    assertEquals(Optional.of(new Excess.OverLimit(4_096 * MB)), excesses.of(web));
  }

  @Test
  void oneThatTakesWhatAnotherGivesBackIsFoundAllTheSame() {
    writes(web, 4_097);
    disk.free = ROOMY;
    pass(Duration.ofMinutes(6));
    assertTrue(!runs(web));
  }

  @Test
  void nothingIsCountedWhileTheDiskKeepsItsRoom() {
    pass(Duration.ofMinutes(4));
    assertEquals(0, disk.counts);
    disk.free -= 255 * MB;
    pass(TICK);
    assertEquals(0, disk.counts);
    disk.free += 100 * MB;
    pass(TICK);
    disk.free -= 110 * MB;
    pass(TICK);
    assertEquals(1, disk.counts);
  }

  @Test
  void aCountThatTakesLongIsNotRepeatedAtOnce() {
    disk.takes = Duration.ofSeconds(10);
    writes(web, 1_000);
    pass(TICK);
    assertEquals(1, disk.counts);
    writes(web, 2_000);
    pass(Duration.ofMinutes(3));
    assertEquals(1, disk.counts);
    pass(Duration.ofMinutes(1));
    assertEquals(2, disk.counts);
  }

  @Test
  void aOneOffOverTheLimitIsEnded() {
    InstanceId migration = oneOffs.run();
    writes(migration, 5_000);
    pass(TICK);
    assertEquals(List.of(migration), oneOffs.stopped);
    assertTrue(lines.getFirst().startsWith("release.7: Error R80"), lines.toString());
  }

  @Test
  void onADiskThatIsNearlyFullWhoHasWrittenMostGoesFirstAndTheOthersStay() {
    writes(web, 2_000);
    writes(other, 1_999);
    disk.free = 200 * MB;
    pass(TICK);
    assertTrue(!runs(web));
    assertEquals(
        "web.1: Error R80 (Disk quota exceeded) -> killed, as the server's disk has 200 MB left and"
            + " it has written the most: 2000 MB besides its volumes",
        lines.getFirst());
    pass(Duration.ofSeconds(3));
    assertTrue(runs(other), "the disk has not got back yet what web.1 had");
    disk.free = 2_200 * MB;
    pass(Duration.ofMinutes(10));
    assertTrue(runs(other));
  }

  @Test
  void theNextOneGoesWhereTheDiskStaysFull() {
    writes(web, 2_000);
    writes(other, 1_999);
    disk.free = 200 * MB;
    pass(Duration.ofSeconds(6));
    assertTrue(!runs(web) && !runs(other));
  }

  @Test
  void whoHasAFairShareIsNotEndedForAFullDisk() {
    writes(web, 512);
    disk.free = 0;
    pass(Duration.ofMinutes(1));
    assertTrue(runs(web) && runs(other));
    assertEquals(List.of(), lines);
  }

  @Test
  void aBuildThatTookTheRestHasTimeToBeEndedFirst() {
    writes(web, 2_000);
    disk.free = 500 * MB;
    pass(Duration.ofSeconds(4));
    assertTrue(runs(web));
    disk.free = 900 * MB;
    pass(TICK);
    disk.free = 500 * MB;
    pass(Duration.ofSeconds(4));
    assertTrue(runs(web), "it was not low all the time");
    pass(Duration.ofSeconds(2));
    assertTrue(!runs(web));
  }

  @Test
  void anEngineThatIsAwayIsAskedAgainLater() {
    disk.away = true;
    writes(web, 5_000);
    pass(Duration.ofSeconds(4));
    assertEquals(1, disk.counts);
    disk.away = false;
    pass(Duration.ofSeconds(2));
    assertTrue(!runs(web));
  }

  @Test
  void anEngineElsewhereIsLeftAlone() {
    disk.isHere = false;
    writes(web, 9_000);
    pass(Duration.ofMinutes(6));
    assertTrue(runs(web));
    assertEquals(0, disk.counts);
  }

  private final class Disk implements Scratch {
    private final Map<InstanceId, Long> written = new HashMap<>();
    private long free = ROOMY;
    private int counts;
    private boolean away;
    private boolean isHere = true;
    private Duration takes = Duration.ZERO;

    @Override
    public OptionalLong free() {
      return isHere ? OptionalLong.of(free) : OptionalLong.empty();
    }

    @Override
    public Map<InstanceId, Long> written(Collection<InstanceId> ids, long enough) {
      counts++;
      clock.advanceTo(clock.passed() + takes.toMillis());
      if (away) {
        throw new EngineUnavailable("away");
      }
      Map<InstanceId, Long> known = new HashMap<>(written);
      known.keySet().retainAll(ids);
      return known;
    }
  }

  private final class Phases implements OneOffs {
    private final List<RunningOneOff> there = new ArrayList<>();
    private final List<InstanceId> stopped = new ArrayList<>();

    private InstanceId run() {
      InstanceId id = new InstanceId("f".repeat(64));
      State running = new State.Running(Instant.EPOCH, "", 0);
      there.add(new RunningOneOff(id, app, "release", 7, 1, false, 1 << 20, running));
      return id;
    }

    @Override
    public List<RunningOneOff> list() {
      return there;
    }

    @Override
    public void stop(InstanceId id, Duration grace) {
      assertEquals(Duration.ZERO, grace);
      stopped.add(id);
      there.removeIf(one -> one.id().equals(id));
    }

    @Override
    public OneOff start(OneOffSpec spec) {
      throw new AssertionError("the watch starts nothing");
    }

    @Override
    public InstanceId startDetached(OneOffSpec spec) {
      throw new AssertionError("the watch starts nothing");
    }

    @Override
    public List<RunningOneOff> list(AppKey of) {
      throw new AssertionError("of all apps");
    }

    @Override
    public int awaitExit(InstanceId id) {
      throw new AssertionError("nothing is waited for");
    }

    @Override
    public void remove(InstanceId id) {
      throw new AssertionError("whoever started it removes it");
    }

    @Override
    public int removeLeftovers() {
      throw new AssertionError("only at the start of the platform");
    }
  }
}
