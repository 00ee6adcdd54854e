package paas.platform.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.builder.fetch.CheckedNames;
import paas.platform.outbound.Outbound;
import paas.router.logs.LogLine;

/** Both carriers over real sockets. */
@Timeout(60)
class CarriersTest {
  private static final List<LogLine> ONE =
      List.of(new LogLine(Instant.parse("2026-11-20T17:16:05Z"), "app", "web.1", "one"));
  private static final String SYSLOG =
      "62 <190>1 2026-11-20T17:16:05.000000+00:00 shop app web.1 - - one";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void end() {
    over.countDown();
    threads.shutdownNow();
  }

  @Test
  void postsAsHerokuDoes() throws Exception {
    try (Carrier carrier = posting("user:secret@", "/in?key=v")) {
      carrier.send("shop", "d.1.7-7", ONE);
    }

    assertEquals(
        "POST /in?key=v application/logplex-1 Basic dXNlcjpzZWNyZXQ= 1 d.1.7-7 d.1"
            + " 60 <190>1 2026-11-20T17:16:05.000000+00:00 shop app web.1 - one",
        asked.take());
  }

  @Test
  void anAnswerThatNothingChangesIsARefusal() throws Exception {
    try (Carrier carrier = posting("", "/400")) {
      Carrier.Refused refused =
          assertThrows(Carrier.Refused.class, () -> carrier.send("shop", "1", ONE));
      assertFalse(refused.tooLarge());
    }
    try (Carrier carrier = posting("", "/413")) {
      assertTrue(
          assertThrows(Carrier.Refused.class, () -> carrier.send("shop", "1", ONE)).tooLarge());
    }
  }

  @Test
  void anyOtherMayBeBetterLater() throws Exception {
    try (Carrier carrier = posting("", "/503")) {
      assertEquals(
          "it answers with status 503",
          assertThrows(IOException.class, () -> carrier.send("shop", "1", ONE)).getMessage());
    }
  }

  @Test
  void whatARedirectLeadsToIsShownWithoutItsSecrets() throws Exception {
    try (Carrier carrier = posting("", "/308")) {
      assertEquals(
          "it answers with status 308, which leads to https://…@logs.example.com/…",
          assertThrows(IOException.class, () -> carrier.send("shop", "1", ONE)).getMessage());
    }
  }

  @Test
  void noRedirectIsFollowed() throws Exception {
    try (Carrier carrier = posting("", "/307")) {
      assertEquals(
          "it answers with status 307",
          assertThrows(IOException.class, () -> carrier.send("shop", "1", ONE)).getMessage());
    }
    assertTrue(asked.take().startsWith("POST /307 "));
    assertTrue(asked.isEmpty());
  }

  @Test
  void closingEndsAPostUnderWay() throws Exception {
    Carrier carrier = posting("", "/hang");
    Future<?> sending =
        threads.submit(() -> {
          carrier.send("shop", "1", ONE);
          return 0;
        });
    hanging.await();
    carrier.close();

    assertThrows(Exception.class, () -> sending.get(30, TimeUnit.SECONDS));
  }

  @Test
  void whatIsNotPublicIsNotPostedTo() throws Exception {
    HttpServer server = serve();
    DrainUrl url = DrainUrl.parse("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    try (Carrier carrier = new HttpCarrier(url, "d.1", new Outbound(CheckedNames.allowing("")))) {
      IOException refused = assertThrows(IOException.class, () -> carrier.send("shop", "1", ONE));
      assertTrue(Reasons.of(refused).contains("is not a public address"), Reasons.of(refused));
    }
    assertTrue(asked.isEmpty());
  }

  @Test
  void syslogGoesOverOneConnection() throws Exception {
    try (ServerSocket server = listen();
        Carrier carrier = syslog(server)) {
      carrier.send("shop", "1", ONE);
      carrier.send("shop", "2", ONE);
      try (Socket taken = server.accept()) {
        assertEquals(SYSLOG + SYSLOG, read(taken, 2 * SYSLOG.length()));
      }
    }
  }

  @Test
  void syslogConnectsAnewWhenTheOtherEndHasGone() throws Exception {
    try (ServerSocket server = listen();
        Carrier carrier = syslog(server)) {
      carrier.send("shop", "1", ONE);
      Socket first = server.accept();
      read(first, SYSLOG.length());
      first.close();
      Future<String> second =
          threads.submit(() -> {
            try (Socket taken = server.accept()) {
              return read(taken, SYSLOG.length());
            }
          });
      while (!second.isDone()) {
        sendIfTaken(carrier); // until the end of the first has been noticed
      }
      assertEquals(SYSLOG, second.get());
    }
  }

  private static void sendIfTaken(Carrier carrier) throws Exception {
    try {
      carrier.send("shop", "2", ONE);
    } catch (IOException e) {
      assertFalse(Reasons.of(e).isEmpty());
    }
  }

  @Test
  void syslogThatNobodyTakesIsAFailure() throws Exception {
    ServerSocket server = listen();
    try (Carrier carrier = syslog(server)) {
      server.close();
      IOException failure = assertThrows(IOException.class, () -> carrier.send("shop", "1", ONE));
      assertEquals("nothing listens there", Reasons.of(failure));
    }
  }

  @Test
  void closingEndsASyslogThatHangs() throws Exception {
    List<LogLine> many =
        Collections.nCopies(3_000, new LogLine(Instant.EPOCH, "app", "web.1", "x".repeat(10_000)));
    try (ServerSocket server = listen()) {
      Carrier carrier = syslog(server);
      Future<?> sending =
          threads.submit(() -> {
            carrier.send("shop", "1", many); // more than the buffers of both ends hold
            return 0;
          });
      try (Socket taken = server.accept()) {
        taken.getInputStream().read();
        carrier.close();
        assertThrows(Exception.class, () -> sending.get(30, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void syslogThatHangsUpAtOnceTakesNothing() throws Exception {
    try (ServerSocket server = listen();
        Carrier carrier = syslog(server, Duration.ofSeconds(30))) {
      threads.submit(() -> {
        server.accept().close(); // as a balancer that has nobody behind it
        return 0;
      });
      IOException failure = assertThrows(IOException.class, () -> carrier.send("shop", "1", ONE));
      assertEquals("it ends the connection at once", Reasons.of(failure));
    }
  }

  @Test
  void closingEndsATlsThatDoesNotComeAbout() throws Exception {
    try (ServerSocket server = listen()) {
      String authority = "127.0.0.1:" + server.getLocalPort();
      Carrier carrier =
          new SyslogCarrier(
              DrainUrl.parse("syslog+tls://" + authority),
              new Outbound(CheckedNames.allowing(authority)));
      Future<IOException> sending =
          threads.submit(
              () -> assertThrows(IOException.class, () -> carrier.send("shop", "1", ONE)));
      try (Socket taken = server.accept()) {
        taken.getInputStream().read(); // it says hello, and gets no answer
        carrier.close();
        assertEquals("closed meanwhile", sending.get(30, TimeUnit.SECONDS).getMessage());
      }
    }
  }

  private HttpCarrier posting(String user, String path) throws IOException {
    HttpServer server = serve();
    String authority = "127.0.0.1:" + server.getAddress().getPort();
    return new HttpCarrier(
        DrainUrl.parse("http://" + user + authority + path),
        "d.1",
        new Outbound(CheckedNames.allowing(authority)));
  }

  private HttpServer serve() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 8);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(
          String.join(
              " ",
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              headers.getFirst("Content-Type"),
              String.valueOf(headers.getFirst("Authorization")),
              headers.getFirst("Logplex-Msg-Count"),
              headers.getFirst("Logplex-Frame-Id"),
              headers.getFirst("Logplex-Drain-Token"),
              body));
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/hang")) {
        hanging.countDown();
        over.await();
      }
      exchange
          .getResponseHeaders()
          .add(
              "Location",
              path.equals("/308") ? "https://user:secret@logs.example.com/in?key=v" : "/elsewhere");
      exchange.sendResponseHeaders(
          path.matches("/[0-9]+") ? Integer.parseInt(path.substring(1)) : 204, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"));
  }

  private static SyslogCarrier syslog(ServerSocket server) {
    return syslog(server, Duration.ofMillis(1));
  }

  private static SyslogCarrier syslog(ServerSocket server, Duration hangsUp) {
    String authority = "127.0.0.1:" + server.getLocalPort();
    return new SyslogCarrier(
        DrainUrl.parse("syslog://" + authority),
        new Outbound(CheckedNames.allowing(authority)),
        hangsUp);
  }

  private static String read(Socket from, int bytes) throws IOException {
    return new String(from.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
  }
}
