package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.router.http.RouteLimits;
import paas.router.http.h2.Http2Limits;
import paas.router.tls.TlsTables;

/**
 * Who ends a side of a tunnel has ended that side: what was sent before reaches the instance, and
 * what the instance still says reaches a client that listens.
 */
@Timeout(60)
class TunnelEndTest {
  /** More than sockets take that nobody reads. */
  private static final int MUCH = 12 << 20;

  private static final String UPGRADE =
      "GET /ws HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Key: x\r\n\r\n";
  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
  static final String[] OPEN = {
    ":method", "CONNECT",
    ":protocol", "websocket",
    ":scheme", "http",
    ":authority", TestRouter.HOST,
    ":path", "/ws"
  };

  private final BlockingQueue<Long> read = new LinkedBlockingQueue<>();

  /** Reads in so small pieces that much of what is sent has to wait, then says how much it was. */
  private TestApp slow() throws IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          wire.send(SWITCHED);
          InputStream in = wire.socket().getInputStream();
          byte[] piece = new byte[64];
          long total = 0;
          for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            total += n;
          }
          read.add(total);
          wire.send(total + " bytes");
        });
  }

  private void assertReadAll() throws InterruptedException {
    assertEquals((long) MUCH, read.poll(30, TimeUnit.SECONDS), "what the app read to the end");
  }

  private static Wire upgraded(Wire wire) throws IOException {
    wire.send(UPGRADE);
    assertTrue(wire.readHead());
    assertEquals(101, wire.status());
    return wire;
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void clientThatEndsItsSideIsReadToTheEndAndHearsTheRest(Transport transport) throws Exception {
    try (TestApp app = slow();
        TestRouter router = TestRouter.at(InetAddress.getLoopbackAddress(), transport);
        Wire wire = upgraded(router.serve(app).connect())) {
      wire.send(new byte[MUCH]);
      wire.socket().shutdownOutput();
      assertReadAll();
      assertEquals(MUCH + " bytes", wire.readToEnd());
      assertTrue(router.line().contains(" status=101 bytes=14 "));
      assertEquals(0, router.tables.inFlight(List.of(app.endpoint())));
    }
  }

  @Test
  void clientThatClosesIsReadToTheEnd() throws Exception {
    try (TestApp app = slow();
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = upgraded(router.connect())) {
      wire.send(new byte[MUCH]);
      wire.close();
      assertReadAll();
      assertTrue(router.line().contains(" status=101 "));
    }
  }

  @Test
  void clientThatClosesByTlsIsReadToTheEnd() throws Exception {
    try (TestApp app = slow();
        TestRouter router = TestRouter.open(TlsTables.withBestEngine()).serve(app);
        Wire wire = upgraded(Certificates.connectAnew(router))) {
      wire.send(new byte[MUCH]);
      wire.close();
      assertReadAll();
      assertTrue(router.line().contains(" status=101 "));
    }
  }

  /** Sends as much as the router's windows let through. */
  private static void sendMuch(Http2Wire wire) throws IOException {
    byte[] piece = new byte[16 << 10];
    Http2Limits limits = HttpLimits.DEFAULT.http2();
    int[] windows = {limits.connectionWindow(), limits.streamWindow()};
    for (int left = MUCH; left > 0; ) {
      int size = Math.min(piece.length, Math.min(left, Math.min(windows[0], windows[1])));
      if (size == 0) {
        Http2Wire.Frame frame = wire.frame(Http2Wire.WINDOW_UPDATE);
        windows[frame.stream()] += frame.error();
      } else {
        wire.frame(Http2Wire.DATA, 0, 1, Arrays.copyOf(piece, size));
        windows[0] -= size;
        windows[1] -= size;
        left -= size;
      }
    }
  }

  static Http2Wire opened(Http2Wire wire) throws IOException {
    wire.headers(1, false, OPEN);
    assertEquals(200, wire.head(1).status());
    return wire;
  }

  @Test
  void streamThatEndsIsReadToTheEndAndHearsTheRest() throws Exception {
    try (TestApp app = slow();
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = opened(router.connectHttp2())) {
      sendMuch(wire);
      wire.data(1, "", true);
      assertReadAll();
      Http2Wire.Response response = wire.response(1);
      assertEquals(MUCH + " bytes", response.body.toString());
      assertEquals(-1, response.error);
      assertTrue(router.line().contains(" status=101 bytes=14 "));
    }
  }

  @Test
  void connectionThatEndsRightBehindItsStreamTakesNothingBack() throws Exception {
    try (TestApp app = slow();
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = opened(router.connectHttp2())) {
      sendMuch(wire);
      wire.data(1, "", true);
      wire.close();
      assertReadAll();
      assertTrue(router.line().contains(" status=101 "));
    }
  }

  /** Takes ten bytes, and more only once it has them; then says how the stream ended. */
  private TestApp narrow(BlockingQueue<String> seen) throws IOException {
    return Http2App.app(
        "web.1",
        wire -> {
          int stream = wire.asked().stream();
          wire.headers(stream, false, ":status", "200");
          Http2Wire.Frame frame = wire.frame(Http2Wire.DATA);
          StringBuilder text = new StringBuilder(new String(frame.payload()));
          wire.windowUpdate(stream, 100);
          for (frame = wire.next();
              frame.type() == Http2Wire.DATA && !frame.has(Http2Wire.END_STREAM);
              frame = wire.next()) {
            text.append(new String(frame.payload()));
          }
          boolean reset = frame.type() == Http2Wire.RST_STREAM;
          seen.add(text + (reset ? " reset " + frame.error() : new String(frame.payload())));
          wire.data(stream, "bye", true);
          wire.next();
        },
        Http2Wire.setting(Http2App.ENABLE_CONNECT_PROTOCOL, 1),
        Http2Wire.setting(Http2App.INITIAL_WINDOW_SIZE, 10));
  }

  @Test
  void instanceByHttp2HasAllAndTheEndOfAnHttp1Client() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (TestApp app = narrow(seen);
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Wire wire = upgraded(router.connect())) {
      wire.send("more than ten bytes");
      wire.socket().shutdownOutput();
      assertEquals("more than ten bytes", seen.poll(10, TimeUnit.SECONDS));
      assertEquals("bye", wire.readToEnd());
      assertTrue(router.line().contains(" status=101 bytes=3 "));
    }
  }

  @Test
  void instanceByHttp2HasAllAndTheEndOfAStream() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (TestApp app = narrow(seen);
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = opened(router.connectHttp2())) {
      wire.data(1, "more than ten bytes", true);
      assertEquals("more than ten bytes", seen.poll(10, TimeUnit.SECONDS));
      Http2Wire.Response response = wire.response(1);
      assertEquals("bye", response.body.toString());
      assertEquals(-1, response.error);
    }
  }

  @Test
  void instanceByHttp2HasAllOfAConnectionThatEnds() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (TestApp app = narrow(seen);
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = opened(router.connectHttp2())) {
      wire.data(1, "more than ten bytes", false);
      wire.close();
      assertEquals("more than ten bytes", seen.poll(10, TimeUnit.SECONDS));
      TestRouter.await(
          "the stream is over", () -> router.tables.inFlight(List.of(app.endpoint())) == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWaitedForTheInstanceOutlivesTheConnection(boolean ended) throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  wire.headers(stream, false, ":status", "200");
                  gone.await();
                  wire.windowUpdate(stream, 1 << 20);
                  long total = 0;
                  Http2Wire.Frame frame;
                  do {
                    frame = wire.frame(Http2Wire.DATA);
                    total += frame.payload().length;
                  } while (!frame.has(Http2Wire.END_STREAM));
                  read.add(total);
                },
                Http2Wire.setting(Http2App.ENABLE_CONNECT_PROTOCOL, 1),
                Http2Wire.setting(Http2App.INITIAL_WINDOW_SIZE, 10));
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = opened(router.connectHttp2())) {
      for (int i = 0; i < 10; i++) {
        wire.data(1, "x".repeat(10_000), ended && i == 9);
      }
      wire.close();
      assertTrue(router.line().contains(" status=101 "));
      gone.countDown();
      assertEquals(100_000L, read.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void resetOfAStreamIsPassedOnAsSuch() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    BlockingQueue<Integer> errors = new LinkedBlockingQueue<>();
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  wire.headers(wire.asked().stream(), false, ":status", "200");
                  wire.frame(Http2Wire.DATA);
                  heard.countDown();
                  errors.add(wire.frame(Http2Wire.RST_STREAM).error());
                },
                Http2Wire.setting(Http2App.ENABLE_CONNECT_PROTOCOL, 1));
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = opened(router.connectHttp2())) {
      wire.data(1, "hello", false);
      heard.await();
      wire.reset(1, 8);
      assertEquals(8, errors.poll(10, TimeUnit.SECONDS), "CANCEL");
      assertTrue(router.line().contains(" status=101 "));
    }
  }

  /** Hears the client's end, and keeps its own side open until all is over. */
  private static TestApp heedless(CountDownLatch ended, CountDownLatch over) throws IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          wire.send(SWITCHED);
          wire.drain();
          ended.countDown();
          over.await();
        });
  }

  @Test
  void instanceThatHeedsNoEndHasItsIdleTime() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (TestApp app = heedless(new CountDownLatch(1), over);
        TestRouter router = TestRouter.open().serveBriefly(app);
        Wire wire = upgraded(router.connect())) {
      wire.socket().shutdownOutput();
      assertEquals("", wire.readToEnd());
      String line = router.line();
      assertTrue(line.startsWith("at=info ") && line.contains(" status=101 "), line);
      assertEquals(0, router.tables.inFlight(List.of(app.endpoint())));
    } finally {
      over.countDown();
    }
  }

  /** NIO finds out when something is written. */
  private static Stream<Transport> nativeTransports() {
    return TestRouter.transports().filter(transport -> transport != Transport.NIO);
  }

  @ParameterizedTest
  @MethodSource("nativeTransports")
  void resetBehindAnEndIsNoticed(Transport transport) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (TestApp app = heedless(ended, over);
        TestRouter router = TestRouter.at(InetAddress.getLoopbackAddress(), transport);
        Wire wire = upgraded(router.serve(app).connect())) {
      wire.socket().shutdownOutput();
      ended.await();
      wire.socket().setSoLinger(true, 0);
      wire.close();
      assertTrue(router.line().contains(" status=101 "));
      assertEquals(0, router.tables.inFlight(List.of(app.endpoint())));
    } finally {
      over.countDown();
    }
  }

  @Test
  void instanceThatTalksToNobodyIsCutAfterAWhile() throws Exception {
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send(SWITCHED);
                  ends.add("read " + wire.drain());
                  try {
                    while (true) {
                      wire.send(new byte[1024]);
                    }
                  } catch (IOException e) {
                    ends.add("cut");
                  }
                });
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = opened(router.connectHttp2())) {
      wire.data(1, "hello", false);
      wire.close();
      assertEquals("read 5", ends.poll(10, TimeUnit.SECONDS));
      assertEquals("cut", ends.poll(10, TimeUnit.SECONDS));
    }
  }
}
