package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;

class CronTest {
  private static final String RUN =
      "{\"number\":17,\"job\":\"report\",\"process\":\"cron-report.17\",\"state\":\"exited\","
          + "\"started_at\":\"2026-11-20T11:59:00Z\",\"ended_at\":\"2026-11-20T11:59:42Z\","
          + "\"exit_code\":3,\"why\":null}";
  private static final String JOB =
      "{\"name\":\"report\",\"schedule\":\"0 5 * * *\",\"timezone\":\"Europe/Berlin\","
          + "\"command\":\"rake report\",\"paused\":false,\"next_at\":\"2026-11-21T04:00:00Z\","
          + "\"last_run\":"
          + RUN
          + "}";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  @Test
  void jobsAreListedWithTheirNextRunAndTheLastResult() {
    platform.on("GET /apps/shop/cron", "[" + JOB + "]");
    Cli.Result result = run("cron");
    assertEquals(0, result.exit(), result.err());
    for (String part : List.of("report", "0 5 * * *", "in 16 h", "exit code 3")) {
      assertTrue(result.out().contains(part), result.out());
    }
  }

  @Test
  void anAppWithoutJobsIsToldHowToAddOne() {
    platform.on("GET /apps/shop/cron", "[]");
    assertTrue(run("cron").out().contains("paas cron:add"));
  }

  @Test
  void aJobIsAddedWithItsOptions() {
    platform.on("POST /apps/shop/cron", new Answer(201, Map.of(), JOB));
    Cli.Result result =
        run(
            "cron:add",
            "0 5 * * *",
            "rake report",
            "--name",
            "report",
            "--timezone",
            "Europe/Berlin",
            "--concurrency",
            "forbid",
            "--timeout",
            "60",
            "--missed",
            "once",
            "--size",
            "small");
    assertEquals(0, result.exit(), result.err());
    assertEquals(
        List.of(
            "POST /apps/shop/cron {\"schedule\":\"0 5 * * *\",\"command\":\"rake report\","
                + "\"timeout\":60,\"name\":\"report\",\"timezone\":\"Europe/Berlin\","
                + "\"concurrency\":\"forbid\",\"missed\":\"once\",\"size\":\"small\"}"),
        platform.log());
    assertTrue(result.err().contains("Its next run: 2026-11-21 04:00 UTC, in 16 h"), result.err());
  }

  @Test
  void severalWordsKeepTheirBounds() {
    platform.on("POST /apps/shop/cron", new Answer(201, Map.of(), JOB));
    run("cron:add", "@daily", "echo", "a b");
    assertEquals(
        List.of("POST /apps/shop/cron {\"schedule\":\"@daily\",\"command\":\"echo 'a b'\"}"),
        platform.log());
    for (List<String> wrong :
        List.of(
            List.of("cron:add"),
            List.of("cron:add", "@daily"),
            List.of("cron:add", "@daily", " "),
            List.of("cron:add", "@daily", "x", "--timeout", "soon"),
            List.of("cron:history"))) {
      Cli.Result result = run(wrong.toArray(String[]::new));
      assertEquals(2, result.exit(), result.err());
    }
  }

  @Test
  void aScheduleWithoutQuotesIsToldToHaveThem() {
    Cli.Result result = run("cron:add", "*/5", "pom.xml", "src", "rake report");
    assertEquals(2, result.exit());
    assertTrue(result.err().contains("in quotes"), result.err());
    assertEquals(List.of(), platform.log());
  }

  @Test
  void aRefusalIsShown() {
    platform.refuse("POST /apps/shop/cron", 422, "invalid_params", "no such day is in any year");
    Cli.Result result = run("cron:add", "0 0 30 2 *", "x");
    assertTrue(result.exit() != 0 && result.err().contains("no such day"), result.err());
  }

  @Test
  void aJobIsRemovedPausedResumedAndRun() {
    platform
        .on("DELETE /apps/shop/cron/report", JOB)
        .on("POST /apps/shop/cron/report/actions/pause", JOB)
        .on("POST /apps/shop/cron/report/actions/resume", JOB)
        .on("POST /apps/shop/cron/report/actions/run", new Answer(201, Map.of(), RUN));
    for (String action : List.of("remove", "pause", "resume")) {
      assertEquals(0, run("cron:" + action, "report").exit());
    }
    Cli.Result run = run("cron:run", "report");
    assertTrue(run.err().contains("cron-report.17"), run.err());
    assertTrue(run.err().contains("paas cron:output report 17"), run.err());
    assertEquals(4, platform.log().size());
  }

  @Test
  void theHistoryHasDurationAndResult() {
    platform.on("GET /apps/shop/cron/report/runs", "[" + RUN + "]");
    Cli.Result result = run("cron:history", "report");
    for (String part : List.of("17", "1 min ago", "42 s", "exit code 3")) {
      assertTrue(result.out().contains(part), result.out());
    }
  }

  @Test
  void theOutputIsThatOfTheRunOrOfTheNewest() {
    String full = RUN.replace("\"why\":null", "\"why\":null,\"output\":\"one\\ntwo\"");
    platform
        .on("GET /apps/shop/cron/report/runs", "[" + RUN + "]")
        .on("GET /apps/shop/cron/report/runs/17", full);
    for (Cli.Result result :
        List.of(run("cron:output", "report"), run("cron:output", "report", "17"))) {
      assertEquals("one\ntwo\n", result.out());
      assertTrue(result.err().contains("Run 17: exit code 3"), result.err());
    }
    platform.only("GET /apps/shop/cron/report/runs", Answer.ok("[]"));
    assertTrue(run("cron:output", "report").err().contains("has not run yet"));
    assertEquals(2, run("cron:output", "report", "17", "18").exit());
  }
}
