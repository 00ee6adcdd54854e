package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.router.http.RouteLimits;

/** One stream to an instance: how it is held back, and how it ends. */
@Timeout(60)
class InstanceStreamTest {
  private static final int NO_ERROR = 0;
  private static final int CANCEL = 8;
  private static final int PIECES = 20;
  private static final int PIECE = 1_000;
  private static final int INTERNAL_ERROR = 2;
  private static final int POURED = 8 << 20;

  @Test
  void clientThatCancelsCancelsTheInstancesStreamOnly() throws Exception {
    BlockingQueue<Http2Wire.Frame> resets = new LinkedBlockingQueue<>();
    CountDownLatch asked = new CountDownLatch(1);
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  wire.asked();
                  asked.countDown();
                  resets.add(wire.frame(Http2Wire.RST_STREAM));
                  wire.answer(wire.asked().stream(), "still here");
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      asked.await();
      wire.reset(1, CANCEL);
      assertEquals(CANCEL, resets.take().error());
      String line = router.line();
      assertTrue(line.startsWith("at=error code=H27 ") && line.contains(" status=499 "), line);
      wire.get(3, "/");
      assertEquals("still here", wire.response(3).body.toString());
      assertEquals(1, app.connections.get());
      assertEquals(0, router.tables.inFlight(List.of(app.endpoint())));
    }
  }

  @Test
  void instanceThatResetsHalfwayIsH18AndTheClientsStreamIsReset() throws Exception {
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  wire.headers(stream, false, ":status", "200");
                  wire.data(stream, "half", false);
                  wire.reset(stream, CANCEL);
                  wire.answer(wire.asked().stream(), "whole");
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      assertEquals(INTERNAL_ERROR, wire.response(1).error);
      assertTrue(router.line().contains("code=H18 "));
      wire.get(3, "/");
      assertEquals("whole", wire.response(3).body.toString());
    }
  }

  @Test
  void instanceThatResetsBeforeItsAnswerIsH13() throws Exception {
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  while (true) {
                    wire.reset(wire.asked().stream(), INTERNAL_ERROR);
                  }
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 1\r\n\r\nx");
      assertTrue(wire.answer().contains("H13"));
      assertEquals(503, wire.status());
      assertEquals(1, app.connections.get());
    }
  }

  /**
   * Sends 8 MB on the first stream, as far as its window goes, and answers all others meanwhile.
   */
  private static void pour(Http2Wire wire, AtomicLong sent) throws IOException {
    byte[] piece = new byte[16 << 10];
    int slow = wire.asked().stream();
    wire.headers(slow, false, ":status", "200");
    long window = 64 << 10;
    while (sent.get() < POURED) {
      if (window >= piece.length) {
        window -= piece.length;
        boolean last = sent.get() + piece.length == POURED;
        wire.frame(Http2Wire.DATA, last ? Http2Wire.END_STREAM : 0, slow, piece);
        sent.addAndGet(piece.length);
        continue;
      }
      Http2Wire.Frame frame = wire.next();
      if (frame.type() == Http2Wire.WINDOW_UPDATE && frame.stream() == slow) {
        window += Unpooled.wrappedBuffer(frame.payload()).getInt(0);
      } else if (frame.type() == Http2Wire.HEADERS) {
        wire.answer(wire.asked(frame).stream(), "fast");
      } else if (frame.type() < 0) {
        throw new IOException("The router closed");
      }
    }
    wire.asked();
  }

  @Test
  void clientThatDoesNotReadStopsOnlyItsOwnStream() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (TestApp app = Http2App.app("web.1", wire -> pour(wire, sent));
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = Http2Wire.withWindow(router.server.address(), 1_000)) {
      wire.get(1, "/");
      TestRouter.await("a window's worth and what is held", () -> sent.get() > 1 << 20);
      for (int stream = 3; stream < 40; stream += 2) {
        wire.get(stream, "/");
        assertEquals("fast", wire.response(stream).body.toString());
      }
      assertTrue(sent.get() < 2 << 20, "it sent " + sent.get());
      wire.windowUpdate(0, POURED);
      wire.windowUpdate(1, POURED);
      assertEquals(POURED, wire.response(1).body.length());
    }
  }

  /** What the router holds is bounded by windows and marks; the rest is in the kernel's buffers. */
  @Test
  void instanceThatTakesNoBodyStopsTheClient() throws Exception {
    RouteLimits patient = new RouteLimits(Duration.ofSeconds(2), Duration.ofSeconds(2));
    AtomicLong sent = new AtomicLong();
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  wire.asked();
                  wire.frame(Http2Wire.RST_STREAM);
                });
        TestRouter router = TestRouter.open().serveHttp2(patient, app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 1000000000\r\n\r\n");
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                wire.send(new byte[64 << 10]);
                sent.addAndGet(64 << 10);
              }
            } catch (IOException e) {
              // The router closed.
            }
          });
      long[] last = {-1, 0};
      TestRouter.await(
          "nothing more is taken for a while",
          () -> {
            long now = sent.get();
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] > 100;
          });
      assertTrue(last[0] < 20_000_000, "it took " + last[0]);
      assertTrue(wire.answer().contains("H15"));
    }
  }

  @Test
  void bodyThatTheInstanceNeverTookIsNotKeptAfterItsAnswer() throws Exception {
    BlockingQueue<Http2Wire.Frame> resets = new LinkedBlockingQueue<>();
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  wire.answer(wire.asked().stream(), "ok");
                  resets.add(wire.frame(Http2Wire.RST_STREAM));
                  wire.asked();
                },
                Http2Wire.setting(Http2App.INITIAL_WINDOW_SIZE, 0));
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\n\r\nabc");
      assertEquals("ok", wire.answer());
      Http2Wire.Frame reset = resets.poll(10, TimeUnit.SECONDS);
      assertEquals(CANCEL, reset == null ? -1 : reset.error());
    }
  }

  /** Sends a whole answer, says that the rest of the request is of no use, and that it was read. */
  private static void answerAndStop(Http2Wire wire, CountDownLatch over)
      throws IOException, InterruptedException {
    int stream = wire.asked().stream();
    wire.headers(stream, false, ":status", "200");
    for (int i = 0; i < PIECES; i++) {
      wire.data(stream, "x".repeat(PIECE), i == PIECES - 1);
    }
    wire.reset(stream, NO_ERROR);
    wire.frame(Http2Wire.PING, 0, 0, new byte[8]);
    wire.frame(Http2Wire.PING);
    over.countDown();
    wire.asked();
  }

  @Test
  void answerThatWaitsForTheClientSurvivesAResetWithoutError() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    HttpLimits small = TestRouter.QUICK.withBuffers(new HttpLimits.Buffers(2_000, 2_000, 1 << 20));
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> answerAndStop(wire, over),
                Http2Wire.setting(Http2App.INITIAL_WINDOW_SIZE, 0));
        TestRouter router = TestRouter.open(small).serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = Http2Wire.withWindow(router.server.address(), 1_000)) {
      wire.request(1, false, "POST", "/");
      wire.data(1, "abc", false);
      assertTrue(over.await(10, TimeUnit.SECONDS));
      wire.windowUpdate(0, PIECES * PIECE);
      wire.windowUpdate(1, PIECES * PIECE);
      Http2Wire.Response response = wire.response(1);
      assertEquals(-1, response.error);
      assertEquals(PIECES * PIECE, response.body.length());
    }
  }

  @Test
  void headTooLargeForTheInstanceIsRefusedAndNotRepeated() throws Exception {
    BlockingQueue<Http2Wire.Asked> seen = new LinkedBlockingQueue<>();
    try (TestApp app =
            Http2App.echoingPaths(seen, Http2Wire.setting(Http2App.MAX_HEADER_LIST_SIZE, 4_000));
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      assertEquals("/a", wire.get(TestRouter.HOST, "/a"));
      wire.send("GET /b HTTP/1.1\r\nHost: shop.test\r\nX-Long: " + "v".repeat(5_000) + "\r\n\r\n");
      assertTrue(wire.answer().contains("H26"));
      assertEquals(431, wire.status());
      assertEquals("/c", wire.get(TestRouter.HOST, "/c"));
      assertEquals(1, app.connections.get());
    }
  }

  /** Waits for the end of each request, answers it, and has no room for 4,000 bytes of fields. */
  private static TestApp narrow() throws IOException {
    return Http2App.app(
        "web.1",
        wire -> {
          while (true) {
            Http2Wire.Asked asked = wire.asked();
            while (!asked.ended()) {
              asked = wire.asked();
            }
            wire.answer(asked.stream(), "ok");
          }
        },
        Http2Wire.setting(Http2App.MAX_HEADER_LIST_SIZE, 4_000));
  }

  @Test
  void trailersTooLargeForTheInstanceAreRefusedAtOnce() throws Exception {
    String fields = "X-Long: " + "v".repeat(5_000) + "\r\n\r\n";
    try (TestApp app = narrow();
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Wire wire = router.connect();
        Http2Wire http2 = router.connectHttp2()) {
      wire.send(
          "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "1\r\nx\r\n0\r\n"
              + fields);
      assertTrue(wire.answer().contains("H26"));
      assertEquals(431, wire.status());
      assertTrue(router.line().contains("code=H26 "));
      http2.request(1, false, "POST", "/");
      http2.data(1, "x", false);
      http2.headers(1, true, "x-long", "v".repeat(5_000));
      assertEquals(431, http2.response(1).status());
      assertTrue(router.line().contains("code=H26 "));
      http2.get(3, "/");
      assertEquals("ok", http2.response(3).body.toString());
      assertEquals(0, router.tables.inFlight(List.of(app.endpoint())));
    }
  }

  @Test
  void tunnelEndsWithTheTrailersOfItsStream() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  wire.headers(stream, false, ":status", "200");
                  wire.data(stream, "bye\n", false);
                  wire.headers(stream, true, "x-end", "1");
                  over.await();
                },
                Http2Wire.setting(Http2App.ENABLE_CONNECT_PROTOCOL, 1));
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Wire wire = router.connect()) {
      wire.send(
          "GET /ws HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals("bye", wire.readLine());
      assertEquals(-1, wire.socket().getInputStream().read());
      over.countDown();
      assertTrue(router.line().contains(" status=101 "));
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 200", "17, 502"})
  void interimAnswersAreFew(int interims, int status) throws Exception {
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  for (int i = 0; i < interims; i++) {
                    wire.headers(stream, false, ":status", "103", "link", "</a.css>");
                  }
                  wire.answer(stream, "done");
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      Http2Wire.Response response = wire.response(1);
      assertEquals("</a.css>", String.valueOf(response.interim.get("link")));
      assertEquals(status, response.status());
    }
  }
}
