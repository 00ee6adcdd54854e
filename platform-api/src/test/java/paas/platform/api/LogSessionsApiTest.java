package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.router.logs.LogLine;
import paas.router.logs.StreamId;

@ExtendWith(TestPlatform.Extension.class)
@Timeout(40)
class LogSessionsApiTest {
  private static final Instant AT = Instant.parse("2026-11-20T17:16:05.109Z");

  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App app;

  LogSessionsApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
  }

  private void log(String source, String process, String text) {
    platform.logs.append(new StreamId(app.id().toString()), new LogLine(AT, source, process, text));
  }

  /** The path of a new session. */
  private String session(String json) {
    return requests
        .post("/apps/" + app.name() + "/log-sessions", json)
        .expect(201)
        .text("logplex_url")
        .replace("http://paas.test:7300", "");
  }

  @Test
  void withoutATailTheBacklogComesAsPlainTextAndEnds() {
    log("app", "web.1", "one");
    log("paas", "router", "two");
    Answer answer = platform.anonymous().get(session("{\"lines\":100}")).expect(200);

    assertEquals(
        "2026-11-20T17:16:05.109000+00:00 app[web.1]: one\n"
            + "2026-11-20T17:16:05.109000+00:00 paas[router]: two\n",
        answer.body());
    assertTrue(answer.header("Content-Type").startsWith("text/plain"));
  }

  /** Clients read lines, and many take a carriage return for the end of one. */
  @Test
  void noLineOfAnAppsLooksLikeTwo() {
    log("app", "web.1", "10 %\r2026-11-20T17:16:05.109000+00:00 paas[router]: forged");
    Answer answer = platform.anonymous().get(session("{\"lines\":100}")).expect(200);

    assertEquals(
        "2026-11-20T17:16:05.109000+00:00 app[web.1]: 10 %"
            + " 2026-11-20T17:16:05.109000+00:00 paas[router]: forged\n",
        answer.body());
  }

  /** As programs end lines that write for Windows, or to a terminal. */
  @Test
  void aCarriageReturnAtTheEndOfALineIsNoPartOfIt() {
    log("app", "web.1", "hello\r");
    Answer answer = platform.anonymous().get(session("{\"lines\":100}")).expect(200);
    assertEquals("2026-11-20T17:16:05.109000+00:00 app[web.1]: hello\n", answer.body());
  }

  @Test
  void eventStreamsCarryIdsAndGoOnBehindTheLast() {
    log("app", "web.1", "one\r\rid: 9");
    String path = session("{}");
    Requests events = platform.anonymous();
    String body = stream(events, path, "").body();

    assertTrue(body.startsWith("retry: 1\n\nid: "), body);
    assertTrue(body.endsWith("app[web.1]: one  id: 9\n\n"), body);
    String last = body.replaceAll("(?s).*id: ([0-9]+)\ndata.*", "$1");
    assertEquals("retry: 1\n\n", stream(events, path, last).body());
  }

  private Answer stream(Requests requests, String path, String after) {
    try {
      return Answer.of(
          platform.http.send(
              java.net.http.HttpRequest.newBuilder(platform.uri(path))
                  .header("Accept", "text/event-stream")
                  .header("Last-Event-ID", after.isEmpty() ? "x" : after)
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void linesAreChosenByNumberSourceAndProcess() {
    log("app", "web.1", "a");
    log("app", "worker.1", "b");
    log("paas", "web.1", "c");

    assertEquals(1, count(session("{\"lines\":\"1\"}")));
    assertEquals(2, count(session("{\"source\":\"app\"}")));
    assertEquals(1, count(session("{\"source\":\"heroku\"}")));
    assertEquals(2, count(session("{\"dyno\":\"web\"}")));
    assertEquals(1, count(session("{\"dyno_name\":\"worker.1\",\"source\":\"app\"}")));
    requests.post("/apps/" + app.name() + "/log-sessions", "{\"lines\":-1}").expect(422);
  }

  @Test
  void thePlatformsLinesAreFoundByAnyOfItsNames() {
    log("app", "web.1", "a");
    log("paas", "router", "b");
    log("heroku", "router", "c");

    assertEquals(2, count(session("{\"source\":\"paas\"}")));
    assertEquals(2, count(session("{\"source\":\"heroku\"}")));
    assertEquals(1, count(session("{\"source\":\"app\"}")));
  }

  @Test
  void withoutATailWhatIsWrittenWhileItIsReadDoesNotCome() throws Exception {
    String large = "x".repeat(9_000); // more in all than the sockets' buffers take
    for (int i = 0; i < 1_500; i++) {
      log("app", "web.1", large);
    }
    try (BufferedReader reader = open(session("{\"lines\":1500}"))) {
      assertTrue(reader.readLine().endsWith(large));
      log("app", "web.1", "later");

      List<String> rest = reader.lines().toList();
      assertEquals(1_499, rest.size(), () -> "the last ends in " + end(rest.getLast()));
    }
  }

  private static String end(String line) {
    return line.substring(Math.max(0, line.length() - 5));
  }

  private int count(String path) {
    return platform.anonymous().get(path).expect(200).body().split("\n").length;
  }

  @Test
  void aTailGoesOnWithNewLines() throws Exception {
    log("app", "web.1", "before");
    try (BufferedReader tail = open(session("{\"tail\":true}"))) {
      assertTrue(tail.readLine().endsWith("before"));
      log("app", "web.1", "after");
      assertTrue(tail.readLine().endsWith("after"));
    }
  }

  @Test
  void aTailEndsWhenItsTokenIsRevoked() throws Exception {
    String id = requests.get("/oauth/authorizations/~").text("id");
    try (BufferedReader tail = open(session("{\"tail\":true}"))) {
      requests.delete("/oauth/authorizations/" + id).expect(200);

      assertEquals(List.of(), tail.lines().toList());
    }
  }

  @Test
  void aTailEndsWhenItsUserLosesTheApp() throws Exception {
    User friend = platform.user();
    platform.collaborate(app, friend);
    String url =
        platform
            .as(friend)
            .post("/apps/" + app.name() + "/log-sessions", "{\"tail\":true}")
            .text("logplex_url")
            .replace("http://paas.test:7300", "");
    try (BufferedReader tail = open(url)) {
      requests.delete("/apps/" + app.name() + "/collaborators/" + friend.email()).expect(200);

      assertEquals(List.of(), tail.lines().toList());
    }
    platform.anonymous().get(url).expect(404);
  }

  private BufferedReader open(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        platform.http.send(
            java.net.http.HttpRequest.newBuilder(platform.uri(path))
                .timeout(Duration.ofSeconds(30))
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertEquals(200, response.statusCode());
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }
}
