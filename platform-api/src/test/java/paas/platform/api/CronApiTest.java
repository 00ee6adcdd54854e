package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.platform.access.User;
import paas.platform.app.App;

@ExtendWith(TestPlatform.Extension.class)
class CronApiTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App app;
  private final String path;

  CronApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name() + "/cron";
  }

  private Answer add(String members) {
    return requests.post(path, "{" + members.replace('\'', '"') + "}");
  }

  @Test
  void aJobIsAddedListedAndRemoved() {
    Answer added = add("'schedule':'*/5 * * * *','command':'rake report'").expect(201);
    assertEquals("rake-report", added.text("name"));
    assertEquals("UTC", added.text("timezone"));
    assertEquals("allow", added.text("concurrency"));
    assertEquals("86400", added.text("timeout"));
    assertEquals("skip", added.text("missed"));
    assertEquals("added", added.text("source"));
    assertTrue(added.text("next_at").matches("....-..-..T..:.[05]:00Z"), added.body());
    assertEquals("null", added.text("last_run"));

    add("'schedule':'@daily','command':'x','name':'tidy','timezone':'Europe/Berlin',"
            + "'concurrency':'forbid','timeout':60,'missed':'once','size':'small'")
        .expect(201);
    Answer list = requests.get(path).expect(200);
    assertEquals(List.of("rake-report", "tidy"), list.each("name"));
    assertEquals(List.of("default", "small"), list.each("size"));
    assertEquals(List.of("allow", "forbid"), list.each("concurrency"));

    requests.delete(path + "/rake-report").expect(200);
    requests.delete(path + "/rake-report").expect(404);
    assertEquals(List.of("tidy"), requests.get(path).each("name"));
    assertEquals(
        List.of(
            "Add cron job rake-report by user " + user.email(),
            "Add cron job tidy by user " + user.email(),
            "Remove cron job rake-report by user " + user.email()),
        platform.journal.events(app.id()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'command':'x' | 'schedule' is missing",
        "'schedule':'@daily' | 'command' is missing",
        "'schedule':'@daily','command':' ' | needs a command",
        "'schedule':'5-1 * * * *','command':'x' | not '5-1'; also understood: *, lists 1,3, ranges",
        "'schedule':'61 * * * *','command':'x' | the minute must be within 0-59, not '61'",
        "'schedule':'0 0 30 2 *','command':'x' | no such day is in any year",
        "'schedule':'@daily','command':'x\\ny' | one line",
        "'schedule':'@daily','command':'x','timezone':'Mars/Base' | no time zone 'Mars/Base'",
        "'schedule':'@daily','command':'x','concurrency':'maybe' | allow or forbid or replace",
        "'schedule':'@daily','command':'x','missed':'all' | skip or once",
        "'schedule':'@daily','command':'x','timeout':0 | 1 to 86400 seconds",
        "'schedule':'@daily','command':'x','timeout':86401 | 1 to 86400 seconds",
        "'schedule':'@daily','command':'x','name':'../x' | cannot name a cron job",
        "'schedule':'@daily','command':'x','size':'enormous' | is no size"
      })
  void whatIsNoJobIsRefusedWithTheReason(String members, String reason) {
    Answer refused = add(members).expect(422);
    assertTrue(refused.text("message").contains(reason), refused.body());
    assertEquals(List.of(), requests.get(path).each("name"));
  }

  @Test
  void aNameThatIsTakenIsRefusedAndOneThatIsMadeIsNumbered() {
    add("'schedule':'@daily','command':'x','name':'x'").expect(201);
    add("'schedule':'@daily','command':'x','name':'x'").expect(409);
    assertEquals("x-2", add("'schedule':'@daily','command':'x'").expect(201).text("name"));
  }

  @Test
  void aRunIsStartedByHandAndItsEndIsInTheHistory() throws InterruptedException {
    platform.deploy(app, Map.of("web", "run", "report", "rake report --all"));
    add("'schedule':'@yearly','command':'report now','concurrency':'forbid'").expect(201);

    Answer run = requests.post(path + "/report-now/actions/run", "").expect(201);
    FakeOneOff process = platform.oneOffs.next();
    assertEquals("cron-report-now." + run.text("number"), process.spec.name());
    assertEquals(Optional.of("rake report --all now"), process.spec.command());
    assertTrue(process.detached);
    assertEquals("null", run.text("due_at"));
    Answer second = requests.post(path + "/report-now/actions/run", "").expect(409);
    assertTrue(second.text("message").contains("still goes on"), second.body());

    process.exit(7);
    Answer history = ended("/report-now/runs");
    assertEquals(List.of("exited"), history.each("state"));
    assertEquals(List.of("7"), history.each("exit_code"));
    Answer info = requests.get(path + "/report-now/runs/" + run.text("number")).expect(200);
    assertEquals("", info.text("output"));
    assertTrue(requests.get(path).body().contains("\"exit_code\":7"));
    requests.get(path + "/report-now/runs/99").expect(404);
    requests.get(path + "/report-now/runs/x").expect(404);
    requests.get(path + "/nosuch/runs").expect(404);
  }

  private Answer ended(String runs) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    Answer history = requests.get(path + runs).expect(200);
    while (history.body().contains("\"ended_at\":null")) {
      assertTrue(System.nanoTime() < end, history.body());
      Thread.onSpinWait();
      history = requests.get(path + runs).expect(200);
    }
    return history;
  }

  @Test
  void nothingRunsWithoutARelease() {
    add("'schedule':'@daily','command':'x'").expect(201);
    Answer refused = requests.post(path + "/x/actions/run", "").expect(409);
    assertTrue(refused.text("message").contains("nothing to run yet"), refused.body());
    assertEquals(List.of(), requests.get(path + "/x/runs").expect(200).each("number"));
  }

  @Test
  void aJobIsPausedAndResumed() {
    add("'schedule':'@daily','command':'x'").expect(201);
    Answer paused = requests.post(path + "/x/actions/pause", "").expect(200);
    assertEquals("true", paused.text("paused"));
    assertEquals("null", paused.text("next_at"));
    Answer resumed = requests.post(path + "/x/actions/resume", "").expect(200);
    assertEquals("false", resumed.text("paused"));
    requests.post(path + "/nosuch/actions/pause", "").expect(404);
  }
}
