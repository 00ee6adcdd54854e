package paas.platform.deploy.vitals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.health.Answer;
import paas.platform.health.Ask;
import paas.platform.health.Statuses;
import paas.router.http.Protocol;
import paas.runner.InstanceId;

/** Against a server that says what a test wants, byte for byte. */
@Tag("contract")
class HttpAskTest {
  private static final Duration PLENTY = Duration.ofSeconds(10);

  private final HttpAsk http = new HttpAsk();
  private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
  private Protocol protocol = Protocol.HTTP_1;
  private ServerSocket server;
  private Thread serving;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    serving = Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void close() throws IOException {
    http.close();
    server.close();
  }

  /** Says its next answer; with none left it says nothing and keeps the connection. */
  private void serve() {
    try {
      while (true) {
        Socket socket = server.accept();
        byte[] head = new byte[4096];
        int count = socket.getInputStream().read(head);
        requests.add(new String(head, 0, Math.max(0, count), StandardCharsets.ISO_8859_1));
        String answer = answers.poll();
        if (answer != null) {
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
          socket.close();
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private Answer ask(Ask.Http ask, Duration timeout) {
    Patient patient =
        new Patient(
            new InstanceId("0".repeat(64)),
            Instant.EPOCH,
            "127.0.0.1",
            server.getLocalPort(),
            protocol,
            "shop.apps.test",
            List.of());
    return http.answer(patient, ask, timeout);
  }

  private static Ask.Http get(String path, String content, boolean follow) {
    return new Ask.Http(
        path,
        Optional.empty(),
        Statuses.USUAL,
        content,
        new TreeMap<>(Map.of("X-Probe", "yes")),
        follow);
  }

  private void says(String status, String headers, String body) {
    answers.add(
        "HTTP/1.1 "
            + status
            + "\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  @Test
  void aRequestNamesTheAppAndTakesItsHeadersAlong() {
    says("200 OK", "", "fine");
    Answer.Probe probe =
        assertInstanceOf(Answer.Well.class, ask(get("/up?x=1", "fine", false), PLENTY)).probe();
    String request = String.valueOf(requests.poll());
    assertTrue(request.startsWith("GET /up?x=1 HTTP/1.1\r\n"), request);
    assertTrue(request.toLowerCase().contains("host: shop.apps.test\r\n"), request);
    assertTrue(request.toLowerCase().contains("x-probe: yes\r\n"), request);
    assertEquals("GET http://127.0.0.1:" + server.getLocalPort() + "/up?x=1", probe.asked());
    assertEquals("status 200", probe.came());
    assertEquals("fine", probe.excerpt());
  }

  @Test
  void anInstanceThatIsAskedInHttp2AndAnswersInHttp1Fails() {
    protocol = Protocol.H2C;
    says("200 OK", "", "fine");
    Answer.Probe probe =
        assertInstanceOf(Answer.Ill.class, ask(get("/", "", false), PLENTY)).probe();
    assertTrue(probe.came().startsWith("no HTTP answer ("), probe.came());
    assertTrue(String.valueOf(requests.poll()).startsWith("PRI * HTTP/2.0"));
  }

  @Test
  void aWrongStatusIsToldWithTheBeginningOfTheBodyOnOneLine() {
    says("503 Busy", "", "no\n  database\u001b[0m" + "x".repeat(500));
    Answer.Probe probe =
        assertInstanceOf(Answer.Ill.class, ask(get("/", "", false), PLENTY)).probe();
    assertEquals("status 503, expected 200-399", probe.came());
    assertTrue(probe.excerpt().startsWith("no database [0mx"), probe.excerpt());
    assertEquals(201, probe.excerpt().length());
  }

  @Test
  void aBodyWithoutTheContentFails() {
    says("200 OK", "", "starting");
    Answer.Probe probe =
        assertInstanceOf(Answer.Ill.class, ask(get("/", "ok", false), PLENTY)).probe();
    assertEquals("status 200, but its body does not hold \"ok\"", probe.came());
  }

  @Test
  void aRedirectIsShownAndFollowedOnlyWhenItIsSaid() {
    says("302 Found", "Location: /login\r\n", "");
    assertEquals("status 302 to /login", ask(get("/", "", false), PLENTY).probe().came());
    says("302 Found", "Location: http://shop.apps.test/login?a=b\r\n", "");
    says("200 OK", "", "log in");
    assertEquals("log in", ask(get("/", "log in", true), PLENTY).probe().excerpt());
    assertTrue(String.valueOf(requests.toArray()[2]).startsWith("GET /login?a=b "));
  }

  @Test
  void aRedirectElsewhereIsNotFollowed() {
    says("302 Found", "Location: http://169.254.169.254/latest\r\n", "");
    assertEquals(
        "status 302 to http://169.254.169.254/latest",
        ask(get("/", "", true), PLENTY).probe().came());
    assertEquals(1, requests.size());
  }

  @Test
  void aRedirectToItselfEnds() {
    for (int i = 0; i < 10; i++) {
      says("302 Found", "Location: /\r\n", "");
    }
    assertEquals("status 302 to /", ask(get("/", "", true), PLENTY).probe().came());
    assertEquals(6, requests.size());
  }

  @Test
  void chunksArePutTogetherAndMoreThanTheBoundIsNotWaitedFor() {
    answers.add(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
    assertEquals("abc", ask(get("/", "abc", false), PLENTY).probe().excerpt());
    answers.add("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + "y".repeat(70_000));
    assertInstanceOf(Answer.Well.class, ask(get("/", "", false), PLENTY));
  }

  @Test
  void nobodyThereIsToldApartFromNoAnswer() throws Exception {
    assertEquals(
        "no whole answer within 1 s",
        assertInstanceOf(Answer.Ill.class, ask(get("/", "", false), Duration.ofSeconds(1)))
            .probe()
            .came());
    answers.add("SSH-2.0-nonsense\r\n\r\n");
    assertInstanceOf(Answer.Ill.class, ask(get("/", "", false), PLENTY));
    answers.add("");
    assertInstanceOf(Answer.Ill.class, ask(get("/", "", false), PLENTY));
    server.close();
    // The port is open until the thread in accept() has left it.
    serving.join();
    assertInstanceOf(Answer.Silent.class, ask(get("/", "", false), PLENTY));
  }
}
