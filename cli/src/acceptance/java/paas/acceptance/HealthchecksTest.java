package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an app says of its own health decides whether it goes live and when it is restarted. */
@Tag("acceptance")
class HealthchecksTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "checked";

  private static final String APP_JSON =
      """
      {"healthchecks": {"web": [
        {"type": "startup", "path": "/up", "content": "ready", "attempts": 2, "wait": 1},
        {"type": "liveness", "path": "/live", "attempts": 2, "timeout": 1, "wait": 1}]}}
      """;

  /** It says what KEY says, and after a GET of /hang nothing any more. */
  private static Repository app(String upStatus) {
    return PLATFORM
        .repository(APP)
        .withServer("unused")
        .with("app.json", APP_JSON)
        .with(
            "server.js",
            """
            let hangs = false
            require('http').createServer((request, response) => {
              if (hangs) return
              if (request.url === '/hang') hangs = true
              if (request.url === '/up') response.statusCode = %s
              response.end(request.url === '/up' ? 'ready or not' : 'pid ' + process.uptime())
            }).listen(process.env.PORT, () => console.log('listening'))
            """
                .formatted(upStatus));
  }

  @Test
  void failingCheckRefusesThePushAndAnInstanceThatHangsIsRestarted() {
    Program.Ran first = app("200").commit("good").push().mustSucceed();
    assertTrue(first.err().contains("Health checks for web"), first.err());
    String shown = PLATFORM.paas("checks", "-a", APP).mustSucceed().out();
    assertTrue(shown.contains("GET :$PORT/up is 200-399 with \"ready\""), shown);
    assertTrue(shown.contains("liveness"), shown);
    String made = PLATFORM.paas("checks:run", "web.1", "-a", APP).mustSucceed().out();
    assertTrue(made.contains("passed  startup GET http://"), made);

    refusedWithItsExplanation();
    anOverrideCountsAndIsTakenBack();
    oneThatHangsIsRestarted();
  }

  private static void refusedWithItsExplanation() {
    Program.Ran push = app("503").commit("bad").push("--force");
    assertNotEquals(0, push.code(), push.toString());
    assertTrue(push.err().contains("failed its startup check 2 times"), push.err());
    assertTrue(push.err().contains("status 503, expected 200-399"), push.err());
    assertTrue(push.err().contains("ready or not"), push.err());
    assertTrue(push.err().contains("it listens on port 5000"), push.err());
    assertTrue(push.err().contains("Make /up answer 200-399"), push.err());
    assertTrue(push.err().contains("listening"), push.err());
    assertEquals(200, PLATFORM.get(APP, "/up").status(), "the former release serves");
  }

  private static void anOverrideCountsAndIsTakenBack() {
    String set =
        PLATFORM
            .paas("checks:set", "web", "command=test -n \"$PORT\"", "attempts=1", "-a", APP)
            .mustSucceed()
            .out();
    assertTrue(set.contains("checks:set"), set);
    Program.Ran run = PLATFORM.paas("checks:run", "web.1", "-a", APP).mustSucceed();
    assertTrue(run.out().contains("run test -n"), run.out());
    Program.Ran wrong = PLATFORM.paas("checks:set", "web", "path=up", "-a", APP);
    assertNotEquals(0, wrong.code());
    assertTrue(wrong.err().contains("begins with /"), wrong.err());
    String unset = PLATFORM.paas("checks:unset", "web", "-a", APP).mustSucceed().out();
    assertTrue(unset.contains("/up"), unset);
  }

  private static void oneThatHangsIsRestarted() {
    assertEquals(200, PLATFORM.get(APP, "/hang").status());
    Await.until("it was found not to be alive", () -> logs().contains("it is not alive any more"));
    Await.until("it answers again", () -> PLATFORM.get(APP, "/live").status() == 200);
    assertTrue(logs().contains("Liveness check failed 2 times: GET http://"), logs());
  }

  /** Each of two says which it is; a GET of /busy makes the one that it meets unready. */
  @Test
  void oneThatIsNotReadyIsSentNoRequestsUntilItIs() {
    String app = "readied";
    PLATFORM
        .repository(app)
        .withServer("unused")
        .with(
            "app.json",
            """
            {"formation": {"web": {"quantity": 2}}, "healthchecks": {"web": [
              {"type": "readiness", "path": "/ready", "attempts": 2, "timeout": 1, "wait": 1}]}}
            """)
        .with(
            "server.js",
            """
            const fs = require('fs')
            require('http').createServer((request, response) => {
              if (request.url === '/busy') fs.writeFileSync('/tmp/busy', '')
              if (request.url === '/ready' && fs.existsSync('/tmp/busy')) response.statusCode = 503
              response.end(process.env.DYNO)
            }).listen(process.env.PORT)
            """)
        .commit("ready")
        .push()
        .mustSucceed();
    Await.until("both serve", () -> seen(app).equals(Set.of("web.1", "web.2")));
    String busy = PLATFORM.get(app, "/busy").body();
    String other = busy.equals("web.1") ? "web.2" : "web.1";
    Await.until("only the other serves", () -> seen(app).equals(Set.of(other)));
    PLATFORM.paas("ps:exec", "-a", app, busy, "rm /tmp/busy").mustSucceed();
    Await.until("both serve again", () -> seen(app).equals(Set.of("web.1", "web.2")));
    String logs = PLATFORM.paas("logs", "-n", "200", "--ps", busy, "-a", app).mustSucceed().out();
    assertTrue(logs.contains("Readiness check failed 2 times: GET http://"), logs);
    assertTrue(logs.contains("Readiness check is passed again"), logs);
  }

  /** Who answers twenty requests in a row. */
  private static Set<String> seen(String app) {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      answers.add(PLATFORM.get(app, "/").body());
    }
    return answers;
  }

  private static String logs() {
    return PLATFORM.paas("logs", "-n", "200", "-a", APP).mustSucceed().out();
  }
}
