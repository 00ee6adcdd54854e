package paas.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.release.Release;
import paas.runner.Instance;
import paas.runner.Listener;
import paas.runner.TerminalSize;
import paas.runner.engine.StdStream;

@ExtendWith(TestPlatform.Extension.class)
@Timeout(40)
class ReachApiTest {
  private static final String ADDRESS = "127.0.0.1";

  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App app;
  private final String path;

  ReachApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name() + "/dynos/web.1/";
    platform.execs.started.clear();
  }

  private Instance instance(int ordinal) {
    Release release = platform.deploy(app, Map.of("web", "x"));
    return platform.instances.add(app, ordinal, release.version().number(), ADDRESS);
  }

  private static String wish(String more) {
    return "{\"attach_protocol\":\"websocket\"" + more + "}";
  }

  private TestSocket open(String what, String more) throws Exception {
    String url = requests.post(path + what, wish(more)).expect(201).text("attach_url");
    String here = platform.uri("").toString().replaceFirst("^http", "ws");
    return TestSocket.open(platform.http, URI.create(url.replace("ws://paas.test:7300", here)));
  }

  @Test
  void anExecPassesStreamsAndTheExitCode() throws Exception {
    Instance instance = instance(1);
    TestSocket socket =
        open("execs", ",\"command\":\"cat\",\"force_no_tty\":true,\"env\":{\"A\":\"1\"}");
    FakeExecs.Started started = platform.execs.next();
    socket.data("hello");
    socket.text("{\"type\":\"eof\"}");
    assertEquals("hello", new String(started.process().input.get(20, TimeUnit.SECONDS), UTF_8));
    started.process().print(StdStream.STDERR, "err".getBytes(UTF_8));
    started.process().exit(7);

    assertEquals(List.of("2:err", "{\"type\":\"exit\",\"code\":7}", "close 1000"), socket.all());
    assertEquals(instance.id(), started.spec().instance());
    assertEquals(List.of("/launch", "cat"), started.spec().command());
    assertEquals(Map.of("A", "1"), started.spec().env());
    assertEquals(Optional.empty(), started.spec().terminal());
    assertEquals(
        "Exec into web.1 by user " + user.email(), platform.journal.events(app.id()).getLast());
  }

  @Test
  void withoutACommandItIsAShellInATerminal() throws Exception {
    instance(1);
    TestSocket socket =
        open("execs", ",\"env\":{\"COLUMNS\":\"100\",\"LINES\":\"40\",\"TERM\":\"xterm\"}");
    FakeExecs.Started started = platform.execs.next();
    socket.text("{\"type\":\"resize\",\"columns\":120,\"lines\":50}");
    socket.text("{\"type\":\"signal\",\"name\":\"INT\"}");

    assertEquals("{\"type\":\"exit\",\"code\":130}", socket.all().getFirst());
    assertEquals(Optional.of(new TerminalSize(100, 40)), started.spec().terminal());
    assertEquals(
        List.of("resize " + new TerminalSize(120, 50), "signal INT"), started.process().told);
    assertEquals(Map.of("TERM", "xterm"), started.spec().env());
    assertTrue(started.spec().command().getLast().contains("exec bash"));
  }

  @Test
  void aUserWhoIsGoneHangsItUp() throws Exception {
    instance(1);
    TestSocket socket = open("execs", ",\"command\":\"sleep 99\"");
    FakeProcess process = platform.execs.next().process();
    socket.abort();
    assertTrue(process.hungUp.get(20, TimeUnit.SECONDS));
    assertTrue(process.closed.get(20, TimeUnit.SECONDS));
  }

  @Test
  void theNewerOfTwoInstancesOfThatNameIsMeant() throws Exception {
    Instance newer = instance(1);
    platform.instances.add(app, 1, newer.release() + 1, "");
    TestSocket socket = open("execs", ",\"command\":\"true\"");
    FakeExecs.Started started = platform.execs.next();
    started.process().exit(0);
    socket.all();
    assertEquals(newer.id(), started.spec().instance());
  }

  @Test
  void whatIsNotThereOrDoesNotRunIsSaid() {
    for (String what : List.of("execs", "copies", "forwards")) {
      String wish = wish(",\"port\":1,\"direction\":\"out\",\"path\":\"x\"");
      requests.post(path + what, "{}").expect(422);
      requests.post(path + what, wish).expect(404);
    }
    platform.instances.add(app, 1, 1, "");
    Answer stopped = requests.post(path + "execs", wish("")).expect(409);
    assertTrue(stopped.text("message").contains("does not run now"), stopped.body());
  }

  @Test
  void anotherAppsInstanceIsOutOfReach() {
    App other = platform.app(platform.user());
    platform.instances.add(other, 1, 1, ADDRESS);
    requests.post(path + "execs", wish("")).expect(404);
    requests.post(path + "forwards", wish(",\"port\":80")).expect(404);
    requests.post("/apps/" + other.name() + "/dynos/web.1/execs", wish("")).expect(404);
  }

  @Test
  void aCopyRunsTarInTheInstanceWithoutTheLauncher() throws Exception {
    instance(1);
    TestSocket out = open("copies", ",\"direction\":\"out\",\"path\":\"/tmp/-a 'b'\"");
    FakeExecs.Started reading = platform.execs.next();
    reading.process().exit(0);
    out.all();
    TestSocket in = open("copies", ",\"direction\":\"in\",\"path\":\"/tmp\",\"name\":\"a\"");
    FakeExecs.Started writing = platform.execs.next();
    writing.process().exit(0);
    in.all();

    assertEquals("/bin/sh", reading.spec().command().getFirst());
    assertEquals("/tmp/-a 'b'", reading.spec().command().getLast());
    assertEquals(List.of("/tmp", "a"), writing.spec().command().subList(4, 6));
    assertEquals(
        List.of(
            "Copy of /tmp/-a 'b' out of web.1 by user " + user.email(),
            "Copy of a to /tmp in web.1 by user " + user.email()),
        platform.journal.events(app.id()));
  }

  @Test
  void aCopyOfNonsenseIsRefused() {
    instance(1);
    List<String> wrong =
        List.of(
            "",
            ",\"direction\":\"up\",\"path\":\"x\"",
            ",\"direction\":\"out\"",
            ",\"direction\":\"out\",\"path\":\"a\\nb\"",
            ",\"direction\":\"in\",\"path\":\"x\"",
            ",\"direction\":\"in\",\"path\":\"x\",\"name\":\"..\"",
            ",\"direction\":\"in\",\"path\":\"x\",\"name\":\"a/b\"");
    wrong.forEach(more -> requests.post(path + "copies", wish(more)).expect(422));
    assertTrue(platform.execs.started.isEmpty());
  }

  @Test
  void aForwardCarriesBytesBothWaysAndTheirEnd() throws Exception {
    instance(1);
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      TestSocket socket = open("forwards", ",\"port\":" + server.getLocalPort());
      try (Socket accepted = server.accept()) {
        socket.data("ping");
        socket.text("{\"type\":\"eof\"}");
        assertArrayEquals("ping".getBytes(UTF_8), accepted.getInputStream().readAllBytes());
        accepted.getOutputStream().write("pong".getBytes(UTF_8));
      }
      assertEquals(List.of("1:pong", "{\"type\":\"exit\",\"code\":0}", "close 1000"), socket.all());
      TestSocket again = open("forwards", ",\"port\":" + server.getLocalPort());
      server.accept().close();
      again.all();
      assertEquals(
          List.of("Forward to port " + server.getLocalPort() + " of web.1 by user " + user.email()),
          platform.journal.events(app.id()));
    }
  }

  @Test
  void aUserWhoIsGoneClosesTheForwardedConnection() throws Exception {
    instance(1);
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      TestSocket socket = open("forwards", ",\"port\":" + server.getLocalPort());
      try (Socket accepted = server.accept()) {
        socket.abort();
        assertEquals(-1, ended(accepted));
      }
    }
  }

  private static int ended(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (IOException reset) {
      return -1;
    }
  }

  @Test
  void aPortThatNobodyListensOnIsNamedWithThoseThatAre() throws Exception {
    instance(1);
    platform.instances.listeners.add(new Listener(5000, false));
    int free;
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      free = server.getLocalPort();
    }
    String said = open("forwards", ",\"port\":" + free).all().getFirst();
    platform.instances.listeners.clear();
    assertTrue(said.contains("\"error\"") && said.contains("it listens on 5000"), said);
    for (String port : List.of("0", "65536", "-1")) {
      requests.post(path + "forwards", wish(",\"port\":" + port)).expect(422);
    }
  }

  @Test
  void openExecsAreBounded() throws Exception {
    instance(1);
    List<TestSocket> sockets = new ArrayList<>();
    List<FakeProcess> processes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sockets.add(open("execs", ",\"command\":\"x\""));
      processes.add(platform.execs.next().process());
    }
    requests.post(path + "execs", wish("")).expect(429);
    processes.getFirst().exit(0);
    sockets.getFirst().all();
    assertTrue(processes.getFirst().closed.get(20, TimeUnit.SECONDS));
    for (FakeProcess process : processes) {
      process.exit(0);
    }
    for (TestSocket socket : sockets) {
      socket.all();
    }
    open("execs", ",\"command\":\"x\"");
    platform.execs.next().process().exit(0);
  }
}
