package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing that an app prints is lost or doubled, whatever happens to paasd meanwhile. */
@Tag("acceptance")
class LogsTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final int LINES = 1_200;

  @Test
  void linesPrintedWhilePaasdIsKilledAreAllThereOnceAndDrainedAtLeastOnce() throws IOException {
    Repository repository =
        PLATFORM
            .repository("chatty")
            .withServer("x")
            .with(
                "server.js",
                """
                require('http').createServer((q, r) => r.end('x')).listen(process.env.PORT)
                let i = 0
                const timer = setInterval(() => {
                  for (let k = 0; k < 10; k++) console.log('line ' + ++i)
                  if (i >= %d) clearInterval(timer)
                }, 50)
                """
                    .formatted(LINES))
            .commit("one");
    PLATFORM.paas("create", "chatty", "--no-remote").mustSucceed();
    try (Collector collector = new Collector()) {
      PLATFORM.paas("drains:add", collector.url(), "-a", "chatty").mustSucceed();
      repository.push().mustSucceed();
      PLATFORM.kill9("paasd");
      PLATFORM.awaitApi();
      Await.until("the last line came", () -> printed().contains("line " + LINES));
      List<String> expected = IntStream.rangeClosed(1, LINES).mapToObj(i -> "line " + i).toList();
      assertEquals(expected, printed());
      Await.until("the last line was drained", () -> drained(collector).contains("line " + LINES));
      assertEquals(expected, drained(collector).stream().distinct().toList());
    }
  }

  private static List<String> drained(Collector collector) {
    return collector.messages().stream()
        .filter(message -> message.contains(" chatty app web.1 - - line "))
        .map(message -> message.substring(message.indexOf("line ")))
        .toList();
  }

  private static List<String> printed() {
    return PLATFORM
        .paas("logs", "-n", "1500", "--source", "app", "--ps", "web.1", "-a", "chatty")
        .out()
        .lines()
        .filter(line -> line.contains("app[web.1]: line "))
        .map(line -> line.substring(line.indexOf("line ")))
        .toList();
  }

  @Test
  void logSurvivesADeployAndKeepsThePlatformsWords() {
    Repository repository = PLATFORM.repository("worded").withServer("one").commit("one");
    repository.push().mustSucceed();
    repository.withServer("two").commit("two").push().mustSucceed();
    Await.until(
        "the old instance is gone",
        () -> log("worded").contains("paas[web.1]: Stopping all processes with SIGTERM"));
    String log = log("worded");
    assertTrue(log.contains("app[api]: Release v2 created by user admin@"), log);
    assertTrue(log.contains("paas[web.1]: State changed from starting to up"), log);
    assertTrue(log.contains("app[web.1]: listening"), log);
  }

  private static String log(String app) {
    return PLATFORM.paas("logs", "-n", "500", "-a", app).mustSucceed().out();
  }
}
