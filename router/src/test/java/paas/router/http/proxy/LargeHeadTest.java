package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.router.http.Hostname;
import paas.router.http.Pages;
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteSettings;
import paas.router.http.Target;
import paas.router.http.Visitors;
import paas.router.http.message.ClientAddress;
import paas.router.http.message.Failure;
import paas.router.http.message.RequestHead;
import paas.router.http.message.TrustedProxies;

/** What large heads hold of the router's memory while their requests are in flight. */
@Timeout(60)
class LargeHeadTest {
  private static final int LINES = 9;
  private static final int REFUSED_STREAM = 7;
  private static final String LONG = "x".repeat(6_500);
  private static final AsciiString PROBE = AsciiString.cached("x-0");
  private static final ClientAddress CLIENT =
      ClientAddress.of(InetAddress.ofLiteral("192.0.2.1"), 80, false, TrustedProxies.NONE);

  private static MemoryWorker worker(long total) {
    HttpLimits.Buffers buffers = new HttpLimits.Buffers(1 << 20, 64 << 10, total);
    return new MemoryWorker(false, HttpLimits.DEFAULT.withBuffers(buffers));
  }

  private static HttpRequest request() {
    HttpRequest request =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/" + "p".repeat(7_000));
    request.headers().set("Host", TestRouter.HOST).set("Accept", "application/json");
    for (int i = 0; i < LINES; i++) {
      request.headers().set("X-" + i, new String(LONG));
    }
    return request;
  }

  /** One request in flight, and what is to go away when nothing needs it any more. */
  private record Flight(
      Exchange exchange, MemoryClient client, WeakReference<HttpRequest> request) {
    static Flight of(MemoryWorker worker, HttpRequest request) {
      MemoryClient client = new MemoryClient();
      Exchange exchange = worker.exchange(client, new RequestHead(request, 8 << 10), CLIENT);
      return new Flight(exchange, client, new WeakReference<>(request));
    }

    boolean isHeld() {
      return !exchange.head().field(PROBE).isEmpty();
    }
  }

  private static void take(MemoryChannel instance) {
    for (ByteBuf some = instance.readOutbound(); some != null; some = instance.readOutbound()) {
      some.release();
    }
  }

  @Test
  void headThatCannotBeSentAgainIsNotHeld() {
    MemoryWorker worker = worker(48 << 20);
    List<Flight> flights = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Flight flight = Flight.of(worker, request());
      MemoryChannel instance = new MemoryChannel();
      flight.exchange().connected(worker.connection(instance));
      take(instance);
      flights.add(flight);
    }
    TestRouter.await(
        "all heads are gone",
        () -> {
          System.gc();
          return flights.stream().allMatch(flight -> flight.request().refersTo(null));
        });
    for (Flight flight : flights) {
      flight.exchange().fail(Failure.REQUEST_TIMEOUT);
      String page = flight.client().take();
      assertTrue(page.contains("Content-Type: application/json"), page);
    }
  }

  @Test
  void headThatMayBeSentAgainCountsAndIsGivenUpWhenMemoryIsShort() {
    MemoryWorker worker = worker(30_000);
    Flight first = sentByReused(worker);
    assertTrue(first.isHeld(), "the connection may be dead");
    assertTrue(worker.isMemorySpent());
    Flight second = sentByReused(worker);
    assertFalse(second.isHeld());
    first.exchange().fail(Failure.REQUEST_TIMEOUT);
    assertFalse(worker.isMemorySpent(), "is not given back");
    second.exchange().fail(Failure.REQUEST_TIMEOUT);
    first.client().take();
    second.client().take();
  }

  private static Flight sentByReused(MemoryWorker worker) {
    MemoryChannel instance = new MemoryChannel();
    UpstreamConnection connection = worker.connection(instance);
    connection.becomeIdle(System.nanoTime(), HttpLimits.DEFAULT.pool());
    Flight flight = Flight.of(worker, request());
    flight.exchange().connected(connection);
    take(instance);
    return flight;
  }

  @Test
  void largeHeadHasThePlacesOfSeveralAmongThoseThatWait() {
    HttpLimits.Crowd crowd = new HttpLimits.Crowd(100, 11, 100, 30);
    MemoryWorker worker = new MemoryWorker(false, HttpLimits.DEFAULT.withCrowd(crowd));
    StringBuilder large = new StringBuilder("GET /boot HTTP/1.1\r\nHost: shop.test\r\n");
    for (int i = 0; i < LINES; i++) {
      large.append("X-").append(i).append(": ").append(LONG).append("\r\n");
    }
    large.append("\r\n");
    for (int round = 0; round < 2; round++) {
      List<MemoryChannel> waiting = List.of(asked(worker, large), asked(worker, large));
      assertTrue(answer(asked(worker, large)).contains("(H11)"));
      MemoryChannel small = asked(worker, "GET /boot HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertEquals("", answer(small));
      for (MemoryChannel channel : waiting) {
        assertEquals("", answer(channel));
      }
      worker.requireIdle();
    }
  }

  @Test
  void largeHeadsForWhichConnectionsAreMadeBeyondTheirMemoryAreH22() throws Exception {
    HttpLimits.Heads none = new HttpLimits.Heads(8 << 10, 8 << 10, 64 << 10, 128 << 10, -1);
    String large = "GET / HTTP/1.1\r\nHost: shop.test\r\nX: " + LONG + "\r\n\r\n";
    try (TestApp app = TestApp.answering("web.1", "one");
        TestRouter router = TestRouter.withOneThread(TestRouter.QUICK.withHeads(none)).serve(app);
        Wire wire = router.connect()) {
      wire.send(large);
      assertTrue(wire.answer().contains("(H22)"));
      assertEquals("one", wire.get(TestRouter.HOST, "/"));
      wire.send(large);
      assertEquals("one", wire.answer(), "there is a connection");
    }
  }

  private static MemoryChannel asked(MemoryWorker worker, CharSequence head) {
    MemoryChannel channel = worker.connect();
    channel.feed(head.toString().getBytes(ISO_8859_1), head.length());
    return channel;
  }

  /** What came so far; then the client goes. */
  private static String answer(MemoryChannel channel) {
    StringBuilder sent = new StringBuilder();
    for (ByteBuf some = channel.readOutbound(); some != null; some = channel.readOutbound()) {
      sent.append(some.toString(ISO_8859_1));
      some.release();
    }
    channel.end();
    return sent.toString();
  }

  @Test
  void webSocketWithALargeHeadOpens() throws Exception {
    try (TestApp app = TestApp.start("web.1", LargeHeadTest::echo);
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send(
          "GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX: "
              + LONG
              + "\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals("HTTP/1.1 101 Switching Protocols", wire.startLine());
      assertEquals("websocket", wire.field("Upgrade"));
      wire.send("abc");
      assertEquals("abc", wire.readBytes(3));
    }
  }

  private static void echo(Wire wire) throws IOException {
    wire.readHead();
    wire.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n");
    wire.send(wire.readBytes(3));
    wire.readToEnd();
  }

  @Test
  void clientWithALargeHeadIsKnownToItsInstance() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "one");
        TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      Target serving =
          new Target.Serving(TestRouter.SHOP, List.of(app.endpoint()), RouteLimits.DEFAULT);
      RouteSettings sticky =
          new RouteSettings(Visitors.ALL, RouteSettings.UNLIMITED, true, Pages.NONE);
      router.put(
          List.of(new Route(new Hostname(TestRouter.HOST), PathPrefix.ROOT, serving, sticky)));
      post(wire, "");
      String cookie = wire.field("Set-Cookie").split(";", -1)[0];
      assertFalse(cookie.isEmpty());
      post(wire, cookie);
      assertEquals("", wire.field("Set-Cookie"), "it has the cookie");
    }
  }

  /** What is no idempotent method is not sent again. */
  private static void post(Wire wire, String cookie) throws IOException {
    wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 0\r\nX: " + LONG);
    wire.send("\r\nCookie: " + cookie + "; a=" + "b".repeat(5_000) + "\r\n\r\n");
    assertEquals("one", wire.answer());
  }

  @Test
  void callWithALargeHeadFailsInItsOwnTermsAndIsNotRepeatedWhenMemoryIsShort() throws Exception {
    HttpLimits.Buffers spent = new HttpLimits.Buffers(1 << 20, 64 << 10, -1);
    AtomicInteger asked = new AtomicInteger();
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  while (true) {
                    int stream = wire.asked().stream();
                    asked.incrementAndGet();
                    wire.reset(stream, REFUSED_STREAM);
                  }
                });
        TestRouter router = TestRouter.open(TestRouter.QUICK.withBuffers(spent)).serveHttp2(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.request(1, true, "POST", "/", "content-type", "application/grpc+proto", "x", LONG);
      assertEquals("14", wire.response(1).field("grpc-status"));
      assertEquals(1, asked.get());
      assertTrue(router.line().contains("code=H13"));
    }
  }

  @Test
  void webSocketToAnHttp2AppOpensWhenMemoryIsShort() throws Exception {
    HttpLimits.Buffers spent = new HttpLimits.Buffers(1 << 20, 64 << 10, -1);
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  wire.headers(wire.asked().stream(), false, ":status", "200");
                  wire.frame(Http2Wire.RST_STREAM);
                },
                Http2Wire.setting(Http2App.ENABLE_CONNECT_PROTOCOL, 1));
        TestRouter router = TestRouter.open(TestRouter.QUICK.withBuffers(spent)).serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send(
          "GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX: "
              + LONG
              + "\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals(101, wire.status());
      // RFC 6455 section 1.3
      assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", wire.field("Sec-WebSocket-Accept"));
    }
  }
}
