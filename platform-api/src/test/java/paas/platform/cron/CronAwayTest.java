package paas.platform.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.formation.HostMemory;
import paas.platform.manifest.CronTerms;
import paas.platform.store.CronRun;
import paas.runner.OneOffSpec;

/** Jobs that an app has for a while, and due times while the engine is away. */
class CronAwayTest {
  private static final String NIGHTLY =
      "{\"cron\":[{\"command\":\"bill\",\"schedule\":\"0 5 * * *\",\"missed\":\"once\"}]}";

  @TempDir static Path home;
  private static ApplicationContext store;

  private World world;

  @BeforeAll
  static void open() {
    store = ApplicationContext.run(Map.of("paas.home", home.toString(), "paas.database.url", ""));
  }

  @AfterAll
  static void shut() {
    store.close();
  }

  @BeforeEach
  void begin() {
    world = new World(store);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private List<String> started() {
    return world.containers.started.stream().map(OneOffSpec::name).toList();
  }

  private static CronTerms terms(CronTerms.Concurrency rule) {
    CronTerms usual = CronTerms.STANDARD;
    return new CronTerms(
        usual.zone(), rule, Duration.ofHours(1), CronTerms.Missed.SKIP, usual.size());
  }

  /** Its times of meanwhile were nobody's: they are neither made up for nor told as missed. */
  @Test
  void aJobThatARollbackBringsBackHasMissedNothing() {
    world.deploy(NIGHTLY);
    world.minutes(1);
    world.deploy("");
    world.minutes(1);
    world.now = world.now.plus(Duration.ofDays(60));
    world.turn();
    world.deploy(NIGHTLY);
    world.minutes(1);
    assertEquals(List.of(), started());
    assertEquals(List.of(), world.lines.with("missed"));

    world.now = world.now.plus(Duration.ofDays(1));
    world.turn();
    assertEquals(List.of("cron-bill.1"), started(), "from now on it misses what it misses");
  }

  @Test
  void aPausedJobThatComesBackIsPausedStill() {
    world.deploy(NIGHTLY);
    world.minutes(1);
    world.desk.pause(world.app, "bill", true);
    world.deploy("");
    world.minutes(1);
    world.deploy(NIGHTLY);
    world.minutes(1);
    assertTrue(world.desk.list(world.app).getFirst().paused());
    world.now = world.now.plus(Duration.ofDays(2));
    world.turn();
    assertEquals(List.of(), started());
  }

  @Test
  void aDeployAtAJobsTimeLosesItNoTime() {
    String often = "{\"cron\":[{\"command\":\"one\",\"schedule\":\"* * * * *\"}]}";
    world.deploy(often);
    world.minutes(1);
    world.now = world.now.plusSeconds(62);
    world.deploy(often);
    world.turn();
    assertEquals(List.of("cron-one.1", "cron-one.2"), started());
  }

  /** As in an upgrade of Docker: nothing was started, so nothing can run twice. */
  @Test
  void aRunThatIsDueWhileTheEngineIsAwayStartsOnceItIsBack() {
    world.deploy("");
    world.add("report", "1 10 * * *", CronTerms.STANDARD);
    world.containers.goAway();
    world.minutes(1);
    assertEquals(CronRun.State.STARTING, world.last("report").state());
    world.containers.comeBack();
    world.turn();
    world.turn();

    assertEquals(List.of("cron-report.1"), started());
    assertEquals(CronRun.State.RUNNING, world.last("report").state());
    world.exit(world.last("report"), 0);
    assertEquals(Optional.of(0), world.last("report").exitCode());
    assertEquals(1, world.lines.with("Cron job report, due").size());
  }

  @Test
  void aRunWaitsForTheEngineAsLongAsADueTimeIsKept() {
    world.deploy("");
    world.add("report", "1 10 * * *", CronTerms.STANDARD);
    world.containers.goAway();
    world.minutes(2);
    assertEquals(CronRun.State.STARTING, world.last("report").state());
    world.minutes(1);
    assertEquals(CronRun.State.FAILED, world.last("report").state());
    assertEquals("It could not start: the test says so", world.last("report").why());
    world.containers.comeBack();
    world.minutes(1);
    assertEquals(List.of(), started());
  }

  /** As on the hour, when many are due and the first ones end soon. */
  @Test
  void aRunWithoutRoomWaitsForItToo() {
    world.deploy("");
    world.add("report", "1 10 * * *", CronTerms.STANDARD);
    world.memory = new HostMemory(4_000, 100);
    world.minutes(1);
    assertEquals(CronRun.State.STARTING, world.last("report").state());
    assertEquals(1, world.lines.with("waits: This machine has no room for that").size());
    world.memory = new HostMemory(4_000, 4_000);
    world.turn();
    assertEquals(List.of("cron-report.1"), started());
  }

  @Test
  void aRunThatTheNextOneReplacesWhileItWaitsIsNotStarted() {
    world.deploy("");
    world.add("report", "* * * * *", terms(CronTerms.Concurrency.REPLACE));
    world.containers.goAway();
    world.minutes(2);
    world.containers.comeBack();
    world.turn();
    assertEquals(List.of("cron-report.2"), started());
    assertEquals(
        List.of(CronRun.State.RUNNING, CronRun.State.REPLACED),
        world.history("report").stream().map(CronRun::state).toList());
  }

  @Test
  void aKillWhileARunWaitsIsToldAsAnyOther() {
    world.deploy("");
    world.add("report", "1 10 * * *", CronTerms.STANDARD);
    world.containers.goAway();
    world.minutes(1);
    world.restartAfter(world.containers::comeBack);
    world.turn();
    assertEquals(CronRun.State.CUT_OFF, world.last("report").state());
    assertEquals(List.of(), started());
  }
}
