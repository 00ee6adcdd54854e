package paas.platform.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.fault.Rejected;
import paas.platform.manifest.CronTerms;
import paas.platform.store.CronRun;
import paas.runner.OneOffSpec;

/** What is run, when, and how often, whatever happens to the clock and the platform. */
class CronSchedulerTest {
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

  private static CronTerms terms(CronTerms.Concurrency rule, int timeout, CronTerms.Missed missed) {
    CronTerms usual = CronTerms.STANDARD;
    return new CronTerms(usual.zone(), rule, Duration.ofSeconds(timeout), missed, usual.size());
  }

  private static CronTerms terms(CronTerms.Concurrency rule) {
    return terms(rule, 3600, CronTerms.Missed.SKIP);
  }

  private static CronTerms terms(CronTerms.Missed missed) {
    return terms(CronTerms.Concurrency.ALLOW, 3600, missed);
  }

  private List<String> dueTimes(String job) {
    return world.history(job).reversed().stream()
        .map(run -> run.due().map(at -> at.toString().substring(11, 16)).orElse("by hand"))
        .toList();
  }

  @Test
  void aJobRunsOnceForEachOfItsTimesAsADetachedOneOff() {
    world.deploy("");
    world.add("report", "*/2 * * * *", CronTerms.STANDARD);
    world.minutes(5);
    world.turn();
    world.turn();

    assertEquals(List.of("10:02", "10:04"), dueTimes("report"));
    OneOffSpec spec = world.containers.started.getFirst();
    assertEquals("cron-report.1", spec.name());
    assertEquals(Optional.of("rake report"), spec.command());
    assertEquals("cron-report.1", spec.env().get("DYNO"));
    assertEquals(
        List.of("paas[cron-report.1]: Cron job report, due 2026-11-26 10:02 UTC"),
        world.lines.with("due 2026-11-26 10:02"));
  }

  @Test
  void theHistoryHasExitCodeDurationAndTheEndOfTheOutput() {
    world.deploy("");
    world.add("report", "* * * * *", CronTerms.STANDARD);
    world.minutes(1);
    CronRun run = world.last("report");
    world.now = world.now.plusSeconds(7);
    world.exit(run, 3);

    CronRun over = world.last("report");
    assertEquals(CronRun.State.EXITED, over.state());
    assertEquals(Optional.of(3), over.exitCode());
    assertEquals(
        Duration.ofSeconds(7), Duration.between(over.startedAt(), over.endedAt().orElseThrow()));
    String output = world.desk.output(over);
    assertTrue(output.endsWith("é\noutput of cron-report.1"), "its end");
    int bytes = output.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= CronRunner.OUTPUT_BYTES && bytes > CronRunner.OUTPUT_BYTES - 4, "" + bytes);
  }

  @Test
  void aClockThatIsSetBackRepeatsNothing() {
    world.deploy("");
    world.add("report", "* * * * *", CronTerms.STANDARD);
    world.minutes(3);
    world.now = world.now.minus(Duration.ofMinutes(2));
    world.turn();
    world.minutes(2);
    assertEquals(List.of("10:01", "10:02", "10:03"), dueTimes("report"));
    world.minutes(1);
    assertEquals(List.of("10:01", "10:02", "10:03", "10:04"), dueTimes("report"));
  }

  @Test
  void aClockThatIsSetForwardCountsAsMissed() {
    world.deploy("");
    world.add("skipped", "30 * * * *", terms(CronTerms.Missed.SKIP));
    world.add("made-up", "30 * * * *", terms(CronTerms.Missed.ONCE));
    world.turn();
    world.now = world.now.plus(Duration.ofMinutes(200));
    world.turn();
    world.minutes(9);

    assertEquals(List.of(), world.history("skipped"));
    assertEquals(List.of("12:30"), dueTimes("made-up"));
    assertEquals(
        List.of(
            "paas[cron]: Cron job skipped was missed from 2026-11-26 10:30 UTC on, as the platform"
                + " was down or its clock was set forward: not made up (missed: skip)"),
        world.lines.with("job skipped"));
    world.minutes(2);
    assertEquals(List.of("13:30"), dueTimes("skipped"));
    assertEquals(List.of("12:30", "13:30"), dueTimes("made-up"));
  }

  @Test
  void aTimeThatARestartOverlapsIsKept() {
    world.deploy("");
    world.add("report", "30 * * * *", CronTerms.STANDARD);
    world.minutes(29);
    world.now = world.now.plusSeconds(100);
    world.restart();
    world.turn();
    assertEquals(List.of("10:30"), dueTimes("report"));
  }

  @Test
  void aKillBetweenRecordAndStartIsToldAndNothingIsRunTwice() {
    world.deploy("");
    world.add("report", "* * * * *", terms(CronTerms.Missed.ONCE));
    world.containers.next = Containers.NextStart.KILLED_BEFORE;
    assertThrows(Containers.Killed.class, () -> world.minutes(1));
    world.restart();
    world.turn();

    assertEquals(List.of(), world.containers.started);
    CronRun cut = world.last("report");
    assertEquals(CronRun.State.CUT_OFF, cut.state());
    assertEquals("The platform was restarted before it began; it is not started again.", cut.why());
    world.minutes(1);
    assertEquals(List.of("10:01", "10:02"), dueTimes("report"));
  }

  @Test
  void aKillRightAfterTheStartLosesNothing() {
    world.deploy("");
    world.add("report", "* * * * *", CronTerms.STANDARD);
    world.containers.next = Containers.NextStart.KILLED_AFTER;
    assertThrows(Containers.Killed.class, () -> world.minutes(1));
    world.restart();
    world.turn();
    assertEquals(CronRun.State.RUNNING, world.last("report").state());
    world.exit(world.last("report"), 0);
    assertEquals(Optional.of(0), world.last("report").exitCode());
    assertEquals(1, world.containers.started.size());
  }

  @Test
  void aRunThatEndsWhileThePlatformIsDownHasItsOwnEnd() {
    world.deploy("");
    world.add("report", "* * * * *", terms(CronTerms.Concurrency.ALLOW, 60, CronTerms.Missed.SKIP));
    world.minutes(1);
    Instant end = world.now.plusSeconds(10);
    world.restartAfter(() -> {
      world.now = end;
      world.containers.exit("cron-report.1", 4);
      world.now = end.plusSeconds(3600);
    });
    world.until("it is over", () -> world.last("report").isOver());
    assertEquals(Optional.of(end), world.last("report").endedAt());
    assertEquals(CronRun.State.EXITED, world.last("report").state());
    assertEquals(Optional.of(4), world.last("report").exitCode());
  }

  @Test
  void aRunThatEndsWhileTheEngineIsAwayIsToldOnceItIsBack() {
    world.deploy("");
    world.add("report", "0 11 * * *", CronTerms.STANDARD);
    world.minutes(60);
    CronRun run = world.last("report");
    world.containers.goAway();
    world.containers.exit(run.process(), 137);
    world.containers.comeBack();
    world.until("its container was removed", () -> world.containers.isGone(run.process()));

    assertEquals(CronRun.State.EXITED, world.last("report").state());
    assertEquals(Optional.of(137), world.last("report").exitCode());
    assertEquals(1, world.lines.with("Process exited with status 137").size());
  }

  @Test
  void aRunWhoseContainerIsGoneIsCutOff() {
    world.deploy("");
    world.add("report", "30 * * * *", terms(CronTerms.Concurrency.FORBID));
    world.minutes(30);
    world.restartAfter(world.containers::vanish);
    world.turn();
    assertEquals(CronRun.State.CUT_OFF, world.last("report").state());
    assertTrue(world.last("report").why().startsWith("Its container was gone"));
  }

  @Test
  void forbidLeavesARunOutAndSaysSo() {
    world.deploy("");
    world.add("report", "* * * * *", terms(CronTerms.Concurrency.FORBID));
    world.minutes(3);
    assertEquals(List.of("cron-report.1"), world.containers.names());
    assertEquals(
        List.of(
            "paas[cron]: Cron job report, due 2026-11-26 10:02 UTC, is skipped: run 1 of it still"
                + " goes on"),
        world.lines.with("10:02 UTC"));
    world.exit(world.last("report"), 0);
    world.minutes(1);
    assertEquals(List.of("10:01", "10:04"), dueTimes("report"));
  }

  @Test
  void forbidHoldsForAJobThatIsRemovedAndAddedAgainDuringARun() {
    world.deploy("");
    world.add("report", "* * * * *", terms(CronTerms.Concurrency.FORBID));
    world.minutes(1);
    world.desk.remove(world.app, "report");
    world.add("report", "* * * * *", terms(CronTerms.Concurrency.FORBID));
    world.minutes(1);
    assertEquals(List.of("cron-report.1"), world.containers.names());
    world.exit(world.last("report"), 3);
    assertEquals(Optional.of(3), world.last("report").exitCode());
    world.minutes(1);
    assertEquals(List.of("10:01", "10:03"), dueTimes("report"));
  }

  @Test
  void replaceStopsTheRunBefore() {
    world.deploy("");
    world.add("report", "* * * * *", terms(CronTerms.Concurrency.REPLACE));
    world.minutes(2);
    assertEquals(List.of("cron-report.2"), world.containers.names());
    CronRun first = world.history("report").get(1);
    world.until("the first is over", () -> world.history("report").get(1).isOver());
    assertEquals(CronRun.State.REPLACED, world.history("report").get(1).state());
    assertEquals(Optional.of(143), world.history("report").get(1).exitCode());
    assertEquals(1, first.number());
  }

  @Test
  void allowStartsRunsBesideEachOther() {
    world.deploy("");
    world.add("report", "* * * * *", terms(CronTerms.Concurrency.ALLOW));
    world.minutes(2);
    assertEquals(List.of("cron-report.1", "cron-report.2"), world.containers.names());
  }

  @Test
  void aRunThatIsStoppedAtItsTimeoutSaysSo() {
    world.deploy("");
    world.add("slow", "30 * * * *", terms(CronTerms.Concurrency.ALLOW, 90, CronTerms.Missed.SKIP));
    world.minutes(30);
    assertEquals(Duration.ofSeconds(90), world.containers.started.getFirst().atMost());
    world.now = world.now.plusSeconds(90);
    world.exit(world.last("slow"), 137);
    assertEquals(CronRun.State.TIMED_OUT, world.last("slow").state());
    assertEquals("It was stopped after 90 s, its timeout.", world.last("slow").why());
    assertEquals(
        List.of("paas[cron-slow.1]: Stopped at its time limit of 90 s"), world.lines.with("90 s"));
  }

  @Test
  void anAppWithoutAReleaseIsSkippedWithALine() {
    world.add("report", "* * * * *", CronTerms.STANDARD);
    world.minutes(1);
    world.turn();
    assertEquals(1, world.lines.with("is skipped: the app has no release that runs").size());
    assertThrows(Rejected.class, () -> world.desk.run(world.app, "report"));
    world.deploy("");
    world.turn();
    assertEquals(List.of(), world.history("report"));
    world.minutes(1);
    assertEquals(List.of("10:02"), dueTimes("report"));
  }

  @Test
  void anAppInMaintenanceRunsItsJobs() {
    world.deploy("");
    world.maintenance(true);
    world.add("report", "* * * * *", CronTerms.STANDARD);
    world.minutes(1);
    assertEquals(List.of("10:01"), dueTimes("report"));
  }

  @Test
  void jobsOfAppJsonAreThoseOfTheReleaseThatServes() {
    String first = "{\"cron\":[{\"command\":\"one\",\"schedule\":\"* * * * *\"}]}";
    world.deploy(first);
    world.minutes(1);
    world.deploy("{\"cron\":[{\"command\":\"two\",\"schedule\":\"* * * * *\"}]}");
    world.minutes(1);
    world.deploy(first);
    world.minutes(1);
    world.deploy("");
    world.minutes(1);

    assertEquals(
        List.of("one", "two", "one"),
        world.containers.started.stream().map(spec -> spec.command().orElse("")).toList());
    assertEquals(List.of(), world.desk.list(world.app));
    assertEquals(List.of("10:01", "10:03"), dueTimes("one"));
  }

  @Test
  void anAddedJobKeepsItsNameAndTheFilesHasAnother() {
    world.add("one", "0 5 * * *", CronTerms.STANDARD);
    world.deploy("{\"cron\":[{\"command\":\"one\",\"schedule\":\"* * * * *\"}]}");
    assertEquals(
        List.of("one false", "one-2 true"),
        world.desk.list(world.app).stream()
            .map(view -> view.job().name() + " " + view.fromFile())
            .toList());
    assertThrows(Rejected.class, () -> world.desk.remove(world.app, "one-2"));
    world.desk.remove(world.app, "one");
    assertEquals("one", world.desk.list(world.app).getFirst().job().name().value());
  }

  @Test
  void aJobThatComesWithARestartAfterMonthsHasMissedNothing() {
    world.deploy("{\"cron\":[{\"command\":\"x\",\"schedule\":\"0 5 * * *\",\"missed\":\"once\"}]}");
    world.now = world.now.plus(Duration.ofDays(60));
    world.turn();
    assertEquals(List.of(), world.history("x"));
    world.now = world.now.plus(Duration.ofDays(2));
    world.turn();
    assertEquals(1, world.history("x").size());
  }

  @Test
  void aPausedJobRestsAndMissesNothing() {
    world.deploy("");
    world.add("report", "* * * * *", terms(CronTerms.Missed.ONCE));
    world.desk.pause(world.app, "report", true);
    assertEquals(Optional.empty(), world.desk.list(world.app).getFirst().next());
    world.minutes(20);
    assertEquals(CronRun.State.STARTING, world.desk.run(world.app, "report").state());
    world.desk.pause(world.app, "report", false);
    world.turn();
    world.minutes(1);
    assertEquals(List.of("by hand", "10:21"), dueTimes("report"));
  }

  @Test
  void aRunThatCannotStartIsInTheHistory() {
    world.deploy("");
    world.add("report", "* * * * *", CronTerms.STANDARD);
    world.containers.next = Containers.NextStart.REFUSED;
    world.minutes(1);
    assertEquals(CronRun.State.FAILED, world.last("report").state());
    assertEquals("It could not start: no space left on device", world.last("report").why());
    world.minutes(1);
    assertEquals(List.of("cron-report.2"), world.containers.names());
  }
}
