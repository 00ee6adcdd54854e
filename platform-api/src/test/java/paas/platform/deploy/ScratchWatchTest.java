package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
import paas.runner.Sandbox;
import paas.runner.Scratch;
import paas.runner.State;
import paas.runner.Written;
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
  private final WatchedOneOffs oneOffs = new WatchedOneOffs(app);
  private final List<String> lines = new ArrayList<>();
  private final Excesses excesses = new Excesses();
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean isStuck;
  private boolean isLogBroken;
  private final ScratchWatch watch = watch();
  private InstanceId web;
  private InstanceId other;

  private ScratchWatch watch() {
    SilentJournal journal =
        new SilentJournal() {
          @Override
          public void platform(AppId of, String process, String text) {
            if (isLogBroken) {
              throw new IllegalStateException("no log");
            }
            lines.add(process + ": " + text);
          }
        };
    ScratchEnds ends =
        new ScratchEnds(
            world,
            oneOffs,
            journal,
            excesses,
            task -> {
              if (isStuck) {
                waiting.add(task);
              } else {
                task.run();
              }
            });
    return new ScratchWatch(disk, world, oneOffs, new ScratchLimits(4_096 * MB), ends, clock);
  }

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

  /** Counted while it has so much room. */
  private void hasRoom(long megabytes) {
    disk.free = megabytes * MB;
    pass(Duration.ofMinutes(5));
    disk.counts = 0;
  }

  private void pass(Duration time) {
    pass(watch, time);
  }

  private void pass(ScratchWatch looking, Duration time) {
    long until = clock.passed() + time.toMillis();
    while (clock.passed() < until) {
      clock.advanceTo(clock.passed() + TICK.toMillis());
      looking.look();
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
  void aOneOffOverTheLimitIsEnded() {
    InstanceId migration = oneOffs.run();
    writes(migration, 5_000);
    pass(TICK);
    assertEquals(List.of(migration), oneOffs.stopped);
    assertTrue(lines.getFirst().startsWith("release.7: Error R80"), lines.toString());
  }

  @Test
  void onADiskThatIsNearlyFullWhoHasWrittenMostGoesFirstAndTheOthersStay() {
    hasRoom(4_199);
    writes(web, 2_000);
    writes(other, 1_999);
    pass(TICK);
    assertTrue(!runs(web));
    assertEquals(
        "web.1: Error R80 (Disk quota exceeded) -> killed, as the server's disk has 200 MB left and"
            + " it has written the most of late, 2000 MB in all besides its volumes",
        lines.getFirst());
    pass(Duration.ofSeconds(3));
    assertTrue(runs(other), "the disk has not got back yet what web.1 had");
    disk.free = 2_200 * MB;
    pass(Duration.ofMinutes(10));
    assertTrue(runs(other));
  }

  @Test
  void theNextOneGoesWhereTheDiskStaysFullWithoutTheFirst() {
    hasRoom(4_000);
    writes(web, 2_000);
    writes(other, 1_999);
    pass(Duration.ofSeconds(30));
    assertTrue(!runs(web) && runs(other), "web.1 has ended, but its layer is still there");
    world.remove(web);
    disk.free = 200 * MB;
    pass(Duration.ofSeconds(6));
    assertTrue(!runs(other), "somebody took what web.1 gave back");
  }

  @Test
  void oneThatCannotBeEndedKeepsNoOtherFromBeingEnded() {
    InstanceId migration = oneOffs.run();
    oneOffs.refuses = true;
    hasRoom(7_100);
    writes(migration, 5_000);
    writes(other, 2_000);
    pass(Duration.ofMinutes(2));
    assertTrue(!runs(other) && runs(web));
    assertTrue(oneOffs.stopped.size() > 1, "it is tried again");
    assertEquals(2, lines.size(), "told once");
  }

  @Test
  void oneThatTakesForEverToEndKeepsNoOtherFromBeingEnded() {
    isStuck = true;
    hasRoom(7_100);
    writes(web, 5_000);
    pass(TICK);
    assertEquals(1, waiting.size());
    isStuck = false;
    writes(other, 2_000);
    pass(Duration.ofMinutes(2));
    assertTrue(runs(web) && !runs(other));
  }

  @Test
  void oneWhoseLogCannotBeToldIsEndedAllTheSame() {
    isLogBroken = true;
    writes(web, 4_097);
    pass(TICK);
    assertTrue(!runs(web));
  }

  @Test
  void oneThatCannotBeCountedKeepsNoOtherFromBeingCounted() {
    disk.uncountable.add(web);
    writes(other, 4_097);
    pass(TICK);
    assertTrue(!runs(other) && runs(web));
  }

  @Test
  void whatCouldBeCountedOfOneIsEnough() {
    disk.partly.add(web);
    writes(web, 4_097);
    pass(TICK);
    assertTrue(!runs(web));
  }

  @Test
  void whatNoAppWroteIsNotTheirFault() {
    writes(web, 2_000);
    pass(TICK);
    disk.free = 100 * MB;
    pass(Duration.ofHours(1));
    assertTrue(runs(web) && runs(other));
    assertEquals(List.of(), lines);
  }

  @Test
  void aDiskThatHasRoomAgainWhenAllIsCountedCostsNobody() {
    hasRoom(2_200);
    writes(web, 2_000);
    disk.onCount = () -> disk.free = ROOMY;
    pass(TICK);
    assertEquals(1, disk.counts);
    assertTrue(runs(web));
  }

  @Test
  void whoHadTooMuchBeforeIsWarnedAndHasAnHour() {
    writes(web, 4_097);
    ScratchWatch next = watch();
    pass(next, Duration.ofMinutes(55));
    assertTrue(runs(web));
    assertEquals(
        List.of(
            "web.1: Error R80 (Disk quota exceeded) -> has written more than 4096 MB besides its"
                + " volumes, and is killed in 60 minutes if it still has then: have it delete what"
                + " it no longer needs, or keep it in a volume (`paas storage:create`)"),
        lines);
    assertEquals(Optional.empty(), excesses.of(web));
    writes(other, 4_097);
    pass(next, TICK);
    assertTrue(!runs(other), "it had not too much then");
    pass(next, Duration.ofMinutes(11));
    assertTrue(!runs(web));
  }

  @Test
  void whoDeletesItWithinTheHourStays() {
    writes(web, 4_097);
    ScratchWatch next = watch();
    pass(next, TICK);
    writes(web, 10);
    pass(next, Duration.ofHours(2));
    assertTrue(runs(web));
    writes(web, 4_097);
    pass(next, TICK);
    assertTrue(!runs(web), "it is like any other by now");
  }

  @Test
  void whoHasAFairShareIsNotEndedForAFullDisk() {
    hasRoom(512);
    writes(web, 512);
    pass(Duration.ofMinutes(1));
    assertTrue(runs(web) && runs(other));
    assertEquals(List.of(), lines);
  }

  @Test
  void aBuildThatTookTheRestHasTimeToBeEndedFirst() {
    hasRoom(2_500);
    writes(web, 2_000);
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
    assertEquals(0, disk.counts);
    disk.away = false;
    pass(Duration.ofSeconds(6));
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
    private Runnable onCount = () -> {};
    private final Set<InstanceId> uncountable = new HashSet<>();
    private final Set<InstanceId> partly = new HashSet<>();

    @Override
    public OptionalLong free() {
      if (away) {
        throw new EngineUnavailable("away");
      }
      return isHere ? OptionalLong.of(free) : OptionalLong.empty();
    }

    @Override
    public Optional<Written> written(InstanceId id, long enough) {
      if (id.equals(web)) {
        counts++;
        onCount.run();
      }
      if (uncountable.contains(id)) {
        throw new EngineUnavailable("does not know it");
      }
      long bytes = written.getOrDefault(id, 0L);
      return Optional.of(partly.contains(id) ? Written.atLeast(bytes, "slow") : Written.all(bytes));
    }
  }
}
