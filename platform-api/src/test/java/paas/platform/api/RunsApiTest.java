package paas.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.runner.AppKey;
import paas.runner.Limits;
import paas.runner.TerminalSize;
import paas.runner.engine.StdStream;

@ExtendWith(TestPlatform.Extension.class)
@Timeout(40)
class RunsApiTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App app;
  private final String path;

  RunsApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name() + "/dynos";
    platform.oneOffs.started.clear();
  }

  private URI attachUrl(String json) {
    String url = requests.post(path, json).expect(201).text("attach_url");
    assertTrue(url.startsWith("ws://paas.test:7300/runs/"), url);
    return URI.create(url.replace("ws://paas.test:7300", serverUri()));
  }

  private String serverUri() {
    return platform.uri("").toString().replaceFirst("^http", "ws");
  }

  private static String run(String command, String more) {
    return "{\"attach\":true,\"attach_protocol\":\"websocket\",\"command\":\""
        + command
        + "\""
        + more
        + "}";
  }

  @Test
  void anAttachedRunPassesStreamsAndTheExitCode() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    URI url = attachUrl(run("cat", ",\"force_no_tty\":true"));
    TestSocket socket = TestSocket.open(platform.http, url);
    FakeOneOff process = platform.oneOffs.next();

    socket.data("hello ");
    socket.data("world");
    socket.text("{\"type\":\"eof\"}");
    assertEquals("hello world", new String(process.input.get(20, TimeUnit.SECONDS), UTF_8));
    process.print(StdStream.STDOUT, "out".getBytes(UTF_8));
    process.print(StdStream.STDERR, "err".getBytes(UTF_8));
    process.exit(7);

    assertEquals(
        List.of("1:out", "2:err", "{\"type\":\"exit\",\"code\":7}", "close 1000"), socket.all());
    assertEquals(Optional.empty(), process.spec.terminal());
    assertEquals(Optional.of("cat"), process.spec.command());
  }

  /** The name by which the app's log goes on telling of it, and who asked for it. */
  @Test
  void theLogSaysWhoRanWhat() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    String by = " by user " + user.email();

    String detached =
        requests.post(path, "{\"command\":\"x --token s3cret\"}").expect(201).text("name");
    platform.oneOffs.next().exit(0);
    assertEquals("Run " + detached + by, platform.journal.events(app.id()).getLast());

    URI url = attachUrl(run("cat", ",\"force_no_tty\":true"));
    assertEquals("Run " + detached + by, platform.journal.events(app.id()).getLast());
    TestSocket socket = TestSocket.open(platform.http, url);
    FakeOneOff attached = platform.oneOffs.next();
    attached.exit(0);
    socket.all();
    assertEquals("Run " + attached.name() + by, platform.journal.events(app.id()).getLast());
    assertFalse(platform.journal.events(app.id()).toString().contains("s3cret"));
  }

  @Test
  void theWindowAndSignalsArePassedOn() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    URI url =
        attachUrl(run("top", ",\"env\":{\"COLUMNS\":\"100\",\"LINES\":\"40\",\"TERM\":\"xterm\"}"));
    TestSocket socket = TestSocket.open(platform.http, url);
    FakeOneOff process = platform.oneOffs.next();

    socket.text("{\"type\":\"resize\",\"columns\":120,\"lines\":50}");
    socket.text("nonsense");
    socket.text("{\"type\":\"signal\",\"name\":\"INT\"}");

    assertEquals(List.of("{\"type\":\"exit\",\"code\":130}", "close 1000"), socket.all());
    assertEquals(Optional.of(new TerminalSize(100, 40)), process.spec.terminal());
    assertEquals(List.of("resize " + new TerminalSize(120, 50), "signal INT"), process.told);
    assertEquals("xterm", process.spec.env().get("TERM"));
  }

  @Test
  void theEnvironmentIsTheReleasesConfigWithWhatWasGiven() throws Exception {
    requests.patch("/apps/" + app.name() + "/config-vars", "{\"A\":\"1\",\"B\":\"2\"}");
    platform.deploy(app, Map.of("web", "x", "migrate", "rake db:migrate"));
    requests
        .post(path, "{\"command\":\"migrate --all\",\"env\":{\"B\":\"$(id)\",\"PORT\":\"1\"}}")
        .expect(201);
    FakeOneOff process = platform.oneOffs.next();

    assertTrue(process.detached);
    assertEquals(Optional.of("rake db:migrate --all"), process.spec.command());
    assertEquals("1", process.spec.env().get("A"));
    assertEquals("$(id)", process.spec.env().get("B"));
    assertEquals("5000", process.spec.env().get("PORT"));
    assertEquals(process.name(), process.spec.env().get("DYNO"));
    process.exit(0);
  }

  @Test
  void oneWhoseEndNobodyAwaitsIsRemovedOnceItIsStopped() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    requests.post(path, "{\"command\":\"x\"}").expect(201);
    FakeOneOff first = platform.oneOffs.next();
    first.exit(0);
    awaitNone(first.spec.app());
    platform.oneOffs.startDetached(first.spec);
    requests.post(path + "/" + first.name() + "/actions/stop", "").expect(202);
    awaitNone(first.spec.app());
  }

  private void awaitNone(AppKey of) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!platform.oneOffs.list(of).isEmpty()) {
      assertTrue(System.nanoTime() < end, "its container is still there");
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void theSizeIsItsLimitAndWhatTheProcessIsTold() throws Exception {
    requests.patch("/apps/" + app.name() + "/config-vars", "{\"WEB_CONCURRENCY\":\"7\"}");
    platform.deploy(app, Map.of("web", "x"));
    requests.post(path, "{\"command\":\"x\",\"size\":\"1g:0.5cpu\"}").expect(201);
    FakeOneOff process = platform.oneOffs.next();

    assertEquals(new Limits(1L << 30, 0.5, 512), process.spec.limits());
    assertEquals("1024", process.spec.env().get("MEMORY_AVAILABLE"));
    assertEquals("7", process.spec.env().get("WEB_CONCURRENCY"));
    assertEquals(List.of("1g:0.5cpu"), requests.get(path).each("size"));
    process.exit(0);
    requests.post(path, "{\"command\":\"x\",\"size\":\"vast\"}").expect(422);
  }

  @Test
  void moreCpusThanTheMachineHasAreRefused() {
    platform.deploy(app, Map.of("web", "x"));
    Answer refused =
        requests.post(path, "{\"command\":\"x\",\"size\":\"64m:9999cpu\"}").expect(422);
    assertEquals(
        "A one-off cannot have 9999 CPUs: this machine has %d in all."
            .formatted(Runtime.getRuntime().availableProcessors()),
        refused.text("message"));
  }

  @Test
  void aDetachedRunIsListedAndStopped() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    Answer made = requests.post(path, "{\"command\":\"sleep 99\"}").expect(201);
    platform.oneOffs.next();

    assertEquals("null", made.text("attach_url"));
    assertEquals(List.of(made.text("name")), requests.get(path).each("name"));
    assertEquals(List.of("sleep 99"), requests.get(path).each("command"));
    requests.post(path + "/" + made.text("name") + "/actions/stop", "").expect(202);
    String stopped = platform.journal.events(app.id()).getLast();
    assertTrue(stopped.startsWith("Stop " + made.text("name") + " by user "), stopped);
  }

  @Test
  void aRunMayHaveATimeLimitOfOneDayAtMost() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    for (String wrong : List.of("0", "-1", "86401", "\"x\"")) {
      requests.post(path, "{\"command\":\"x\",\"time_to_live\":" + wrong + "}").expect(422);
    }
    requests.post(path, "{\"command\":\"x\",\"time_to_live\":90}").expect(201);
    FakeOneOff brief = platform.oneOffs.next();
    requests.post(path, "{\"command\":\"x\"}").expect(201);
    FakeOneOff usual = platform.oneOffs.next();

    assertEquals(Duration.ofSeconds(90), brief.spec.atMost());
    assertEquals(Duration.ofHours(24), usual.spec.atMost());
    brief.exit(0);
    usual.exit(0);
  }

  @Test
  void anAttachUrlWorksOnce() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    URI url = attachUrl(run("true", ""));
    TestSocket socket = TestSocket.open(platform.http, url);
    platform.oneOffs.next().exit(0);
    socket.all();

    assertEquals(404, refused(url));
    assertEquals(404, refused(URI.create(serverUri() + "/runs/guessed")));
    assertTrue(platform.oneOffs.started.isEmpty());
  }

  private int refused(URI url) {
    ExecutionException refused =
        assertThrows(ExecutionException.class, () -> TestSocket.open(platform.http, url));
    return assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
        .getResponse()
        .statusCode();
  }

  @Test
  void aTicketOfARevokedTokenStartsNothing() {
    platform.deploy(app, Map.of("web", "x"));
    URI url = attachUrl(run("true", ""));
    String id = requests.get("/oauth/authorizations/~").text("id");
    requests.delete("/oauth/authorizations/" + id).expect(200);

    assertEquals(404, refused(url));
    assertTrue(platform.oneOffs.started.isEmpty());
  }

  @Test
  void aUserWhoIsGoneHangsTheRunUp() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    TestSocket socket = TestSocket.open(platform.http, attachUrl(run("sleep 99", "")));
    FakeOneOff process = platform.oneOffs.next();

    socket.abort();

    assertTrue(process.hungUp.get(20, TimeUnit.SECONDS));
  }

  @Test
  void aRunIsCutWhenItsTokenIsRevoked() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    TestSocket socket = TestSocket.open(platform.http, attachUrl(run("sleep 99", "")));
    FakeOneOff process = platform.oneOffs.next();
    String id = requests.get("/oauth/authorizations/~").text("id");
    requests.delete("/oauth/authorizations/" + id).expect(200);

    assertTrue(process.hungUp.get(20, TimeUnit.SECONDS));
    assertTrue(socket.all().getFirst().contains("revoked"));
  }

  /** Else whoever stops reading would keep their shell: what they type still reaches it. */
  @Test
  void aRunIsCutWhenItsTokenIsRevokedThoughItsUserDoesNotRead() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    TestSocket socket = TestSocket.open(platform.http, attachUrl(run("yes", "")));
    FakeOneOff process = platform.oneOffs.next();
    socket.pause();
    for (int i = 0; i < 2_000; i++) {
      process.print(StdStream.STDOUT, new byte[32_000]);
    }
    assertFalse(process.passedWithin(1_900, 2), "57 MB were taken for a user who reads nothing");

    String id = requests.get("/oauth/authorizations/~").text("id");
    requests.delete("/oauth/authorizations/" + id).expect(200);

    assertTrue(process.hungUp.get(15, TimeUnit.SECONDS));
    assertTrue(process.closed.get(15, TimeUnit.SECONDS));
  }

  @Test
  void aProcessThatDoesNotReadHoldsItsUserBackAndLosesNothing() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    TestSocket socket =
        TestSocket.open(platform.http, attachUrl(run("slow", ",\"force_no_tty\":true")));
    FakeOneOff process = platform.oneOffs.next();
    process.stallInput();
    byte[] block = "x".repeat(60_000).getBytes(UTF_8);

    int sent = 0;
    while (socket.offer(block)) {
      sent++;
      assertTrue(sent < 1_000, "60 MB were taken for a process that reads nothing");
    }
    process.resumeInput();
    socket.flushed();
    socket.text("{\"type\":\"eof\"}");

    assertEquals((sent + 1) * 60_000, process.input.get(20, TimeUnit.SECONDS).length);
    process.exit(0);
  }

  @Test
  void aUserWhoDoesNotReadHoldsTheProcessBack() throws Exception {
    platform.deploy(app, Map.of("web", "x"));
    TestSocket socket = TestSocket.open(platform.http, attachUrl(run("yes", "")));
    FakeOneOff process = platform.oneOffs.next();
    socket.pause();
    for (int i = 0; i < 2_000; i++) {
      process.print(StdStream.STDOUT, new byte[32_000]);
    }
    process.exit(0);

    assertFalse(process.passedWithin(1_900, 2), "57 MB were taken for a user who reads nothing");
    socket.resume();
    assertEquals(64_000_000, socket.bytes());
  }

  @Test
  void whatCannotRunIsRefused() {
    Answer nothing = requests.post(path, run("true", "")).expect(409);
    assertTrue(nothing.text("message").contains("push it first"));

    platform.deploy(app, Map.of("web", "x"));
    requests.post(path, "{}").expect(422);
    requests.post(path, run("  ", "")).expect(422);
    requests.post(path, run("true", ",\"env\":{\"1A\":\"x\"}")).expect(422);
    requests.post(path, "{\"attach\":true,\"command\":\"true\"}").expect(422);
    assertTrue(platform.oneOffs.started.isEmpty());
  }
}
