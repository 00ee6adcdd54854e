package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.router.http.RouteLimits;

/** How one stream to an instance ends. */
@Timeout(60)
class InstanceStreamTest {
  private static final int NO_ERROR = 0;
  private static final int CANCEL = 8;
  private static final int PIECES = 20;
  private static final int PIECE = 1_000;

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

  @Test
  void tunnelEndsWithTheTrailersOfItsStream() throws Exception {
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  wire.headers(stream, false, ":status", "200");
                  wire.data(stream, "bye\n", false);
                  wire.headers(stream, true, "x-end", "1");
                  wire.asked();
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
