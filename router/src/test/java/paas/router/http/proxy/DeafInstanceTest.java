package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.Endpoint;
import paas.router.http.RouteLimits;
import paas.router.http.Target;

/**
 * An instance that neither takes a connection nor refuses it, as the address of a container that is
 * gone.
 */
class DeafInstanceTest {
  private static final Pattern CONNECT = Pattern.compile(" connect=(\\d+)ms ");

  /** Waits for a connection longer than any test. */
  private static final HttpLimits PATIENT = HttpLimits.DEFAULT.withWaits(patient());

  private final List<Socket> fillers = new ArrayList<>();
  private ServerSocket deaf;

  private static HttpLimits.Waits patient() {
    HttpLimits.Waits usual = HttpLimits.Waits.DEFAULT;
    return new HttpLimits.Waits(
        Duration.ofHours(1),
        usual.quarantine(),
        usual.news(),
        usual.boot(),
        usual.clientIdle(),
        usual.linger(),
        usual.tick());
  }

  @BeforeEach
  void fillItsBacklog() throws IOException {
    deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    for (int i = 0; i < 4; i++) {
      Socket filler = new Socket();
      fillers.add(filler);
      Thread.ofVirtual().start(() -> knock(filler, deaf));
    }
    TestRouter.await(
        "the backlog is full", () -> fillers.stream().filter(Socket::isConnected).count() >= 2);
  }

  private static void knock(Socket socket, ServerSocket server) {
    try {
      socket.connect(server.getLocalSocketAddress());
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  @AfterEach
  void close() throws IOException {
    deaf.close();
    for (Socket filler : fillers) {
      filler.close();
    }
  }

  private TestRouter routerBefore() throws IOException {
    return TestRouter.open().route(serving(deafEndpoint()));
  }

  private Endpoint deafEndpoint() {
    return new Endpoint("web.1", "127.0.0.1", deaf.getLocalPort(), "c");
  }

  private static Target serving(Endpoint... endpoints) {
    return new Target.Serving(TestRouter.SHOP, List.of(endpoints), RouteLimits.DEFAULT);
  }

  @Test
  void isH19() throws Exception {
    try (TestRouter router = routerBefore()) {
      assertTrue(router.get("/").contains("H19"));
      assertTrue(router.line().contains("code=H19 desc=\"Backend connection timeout\""));
    }
  }

  @Test
  void waitForItShowsInTheConnectOfTheOneThatTookTheRequest() throws Exception {
    try (TestApp next = TestApp.answering("web.1", "back");
        TestRouter router = routerBefore();
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      TestRouter.await("it is being connected to", () -> !router.load("").isEmpty());
      router.route(serving(deafEndpoint(), next.endpoint()));
      assertEquals("back", wire.answer());
      Matcher line = CONNECT.matcher(router.line());
      assertTrue(line.find());
      long connect = Long.parseLong(line.group(1));
      long timeout = TestRouter.QUICK.waits().connect().toMillis();
      assertTrue(connect >= timeout, "connect is " + connect);
    }
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void isNotWaitedForOnceItIsWithdrawn(Transport transport) throws Exception {
    try (TestRouter router = TestRouter.open(transport, PATIENT).route(serving(deafEndpoint()))) {
      assertIsLeftForAnother(router);
    }
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void isNotWaitedForByHttp2OnceItIsWithdrawn(Transport transport) throws Exception {
    try (TestRouter router =
        TestRouter.open(transport, PATIENT).routeHttp2(serving(deafEndpoint()))) {
      assertIsLeftForAnother(router);
    }
  }

  private static void assertIsLeftForAnother(TestRouter router) throws Exception {
    try (TestApp next = TestApp.answering("web.1", "back");
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      TestRouter.await("it is being connected to", () -> !router.load("").isEmpty());
      router.serve(next);
      assertEquals("back", wire.answer());
      assertTrue(router.line().contains(" status=200 "));
    }
  }
}
