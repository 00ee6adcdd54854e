package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.router.http.RouteLimits;

/** Apps that speak HTTP/2, as raw frames show them to the router. */
@Timeout(60)
class InstanceHttp2Test {
  private static final int CANCEL = 8;
  private static final int REFUSED_STREAM = 7;
  private static final int INTERNAL_ERROR = 2;
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int ENABLE_CONNECT_PROTOCOL = 8;
  private static final int POURED = 8 << 20;

  /** What an instance does with its connection. */
  @FunctionalInterface
  private interface Script {
    void run(Http2Wire wire) throws IOException, InterruptedException;
  }

  private static TestApp app(String name, Script script, byte[]... settings) throws IOException {
    return TestApp.start(name, wire -> script.run(Http2Wire.serving(wire, settings)));
  }

  /** Answers every request with its own path, for as long as the router stays. */
  private static TestApp echoingPaths(BlockingQueue<Http2Wire.Asked> seen) throws IOException {
    return app(
        "web.1",
        wire -> {
          while (true) {
            Http2Wire.Asked asked = wire.asked();
            seen.add(asked);
            wire.answer(asked.stream(), asked.field(":path"));
          }
        });
  }

  @Test
  void requestOfAnHttp1ClientIsAStreamAndItsLineIsTheSame() throws Exception {
    BlockingQueue<Http2Wire.Asked> seen = new LinkedBlockingQueue<>();
    try (TestApp app = echoingPaths(seen);
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send(
          "GET /a?b HTTP/1.1\r\nHost: shop.test\r\nConnection: X-Hop, TE\r\nX-Hop: 1\r\n"
              + "TE: trailers, gzip\r\nKeep-Alive: 5\r\nX-Yours: caf\u00e9\r\n\r\n");
      assertEquals("/a?b", wire.answer());
      assertEquals("chunked", wire.field("Transfer-Encoding"));
      Http2Wire.Asked asked = seen.take();
      assertTrue(asked.ended());
      assertEquals("GET http shop.test /a?b", pseudo(asked));
      assertEquals("trailers", asked.field("te"));
      assertEquals("caf\u00e9", asked.field("x-yours"));
      assertEquals("127.0.0.1", asked.field("x-forwarded-for"));
      assertEquals("1.1 paas", asked.field("via"));
      assertEquals(
          "", asked.field("x-hop") + asked.field("keep-alive") + asked.field("connection"));
      assertEquals("", asked.field("host") + asked.field("transfer-encoding"));
      String line = router.line();
      assertTrue(
          line.matches(
              "at=info method=GET path=\"/a\\?b\" host=shop.test request_id=[0-9a-f-]{36}"
                  + " fwd=\"127.0.0.1\" dyno=web.1 connect=\\d+ms service=\\d+ms status=200"
                  + " bytes=4 protocol=http"),
          line);
    }
  }

  private static String pseudo(Http2Wire.Asked asked) {
    return String.join(
        " ",
        asked.field(":method"),
        asked.field(":scheme"),
        asked.field(":authority"),
        asked.field(":path"));
  }

  @Test
  void trailersPassBothWaysBetweenHttp2Ends() throws Exception {
    BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  seen.add(new String(wire.frame(Http2Wire.DATA).payload()));
                  seen.add(wire.asked());
                  wire.headers(stream, false, ":status", "200");
                  wire.data(stream, "ok", false);
                  wire.headers(stream, true, "grpc-status", "0", "set-cookie", "a=b");
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.request(1, false, "POST", "/", "te", "trailers");
      wire.data(1, "abc", false);
      wire.headers(1, true, "x-sum", "7", "host", "evil");
      Http2Wire.Response response = wire.response(1);
      assertEquals("abc", seen.take());
      Http2Wire.Asked trailers = (Http2Wire.Asked) seen.take();
      assertTrue(trailers.ended());
      assertEquals("7", trailers.field("x-sum") + trailers.field("host"));
      assertEquals("ok", response.body.toString());
      assertEquals("0", String.valueOf(response.trailers.get("grpc-status")));
      assertFalse(response.trailers.contains("set-cookie"));
    }
  }

  @Test
  void chunksAndTrailersOfHttp1BecomeFramesAndBack() throws Exception {
    BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  seen.add(new String(wire.frame(Http2Wire.DATA).payload()));
                  seen.add(wire.asked().field("x-sum"));
                  wire.headers(stream, false, ":status", "200");
                  wire.data(stream, "ok", false);
                  wire.headers(stream, true, "x-end", "1");
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send(
          "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n");
      assertTrue(wire.readHead());
      StringBuilder rest = new StringBuilder();
      for (int i = 0; i < 5; i++) {
        rest.append(wire.readLine()).append('|');
      }
      assertEquals("2|ok|0|x-end: 1||", rest.toString());
      assertEquals("abc", seen.take());
      assertEquals("7", seen.take());
    }
  }

  @Test
  void responseThatEndsWithItsHeadEndsTheClientsStreamSoToo() throws Exception {
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  while (true) {
                    wire.headers(wire.asked().stream(), true, ":status", "200", "grpc-status", "5");
                  }
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire old = router.connect();
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      Http2Wire.Frame frame = wire.frame(Http2Wire.HEADERS);
      assertTrue(frame.has(Http2Wire.END_STREAM), "no DATA follows");
      for (int i = 0; i < 2; i++) {
        assertEquals("", old.get(TestRouter.HOST, "/"));
        assertEquals("5", old.field("grpc-status"));
        assertEquals("0", old.field("content-length"));
      }
    }
  }

  @Test
  void requestsAtOnceShareAConnection() throws Exception {
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  List<Http2Wire.Asked> all = new ArrayList<>();
                  while (all.size() < 50) {
                    all.add(wire.asked());
                  }
                  for (Http2Wire.Asked asked : all.reversed()) {
                    wire.answer(asked.stream(), asked.field(":path"));
                  }
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = router.connectHttp2()) {
      for (int i = 0; i < 50; i++) {
        wire.get(2 * i + 1, "/" + i);
      }
      for (int i = 0; i < 50; i++) {
        assertEquals("/" + i, wire.response(2 * i + 1).body.toString());
      }
      assertEquals(1, app.connections.get());
    }
  }

  @Test
  void moreRequestsThanTheInstanceTakesOnOneConnectionGetMoreConnections() throws Exception {
    CountDownLatch all = new CountDownLatch(5);
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  while (true) {
                    int first = wire.asked().stream();
                    all.countDown();
                    all.await();
                    wire.answer(first, "ok");
                  }
                },
                Http2Wire.setting(MAX_CONCURRENT_STREAMS, 1));
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = router.connectHttp2()) {
      for (int i = 0; i < 5; i++) {
        wire.get(2 * i + 1, "/" + i);
      }
      for (int i = 0; i < 5; i++) {
        assertEquals("ok", wire.response(2 * i + 1).body.toString());
      }
      assertEquals(5, app.connections.get());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void requestThatTheInstanceNeverLookedAtGoesToAnotherConnection(boolean goAway) throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  boolean first = connections.incrementAndGet() == 1;
                  Http2Wire.Asked asked = wire.asked();
                  if (first && goAway) {
                    wire.frame(Http2Wire.GOAWAY, 0, 0, new byte[8]);
                  } else if (first) {
                    wire.frame(Http2Wire.DATA);
                    wire.reset(asked.stream(), REFUSED_STREAM);
                  } else {
                    String body = new String(wire.frame(Http2Wire.DATA).payload());
                    wire.answer(asked.stream(), asked.field(":method") + body);
                  }
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.request(1, false, "POST", "/");
      wire.data(1, "abc", true);
      assertEquals("POSTabc", wire.response(1).body.toString());
      assertTrue(router.line().contains(" status=200 "));
      assertEquals(2, connections.get());
    }
  }

  @Test
  void instanceThatAlwaysRefusesIsH13InTheEnd() throws Exception {
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  while (true) {
                    wire.reset(wire.asked().stream(), REFUSED_STREAM);
                  }
                });
        TestRouter router = TestRouter.open().serveHttp2(app)) {
      assertTrue(router.get("/").contains("H13"));
      assertEquals(4, app.connections.get());
    }
  }

  @Test
  void goAwayLetsStreamsThatItCountsEnd() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  Http2Wire.Asked asked = wire.asked();
                  if (asked.field(":path").equals("/2")) {
                    wire.answer(asked.stream(), "second");
                    wire.asked();
                  }
                  wire.frame(
                      Http2Wire.GOAWAY,
                      0,
                      0,
                      Unpooled.buffer(8).writeInt(asked.stream()).writeInt(0).array());
                  // Its answer says that the router has read on.
                  wire.frame(Http2Wire.PING, 0, 0, new byte[8]);
                  wire.frame(Http2Wire.PING);
                  told.countDown();
                  second.await();
                  wire.answer(asked.stream(), "first");
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/1");
      told.await();
      wire.get(3, "/2");
      assertEquals("second", wire.response(3).body.toString());
      second.countDown();
      assertEquals("first", wire.response(1).body.toString());
    }
  }

  @Test
  void clientThatCancelsCancelsTheInstancesStreamOnly() throws Exception {
    BlockingQueue<Http2Wire.Frame> resets = new LinkedBlockingQueue<>();
    CountDownLatch asked = new CountDownLatch(1);
    try (TestApp app =
            app(
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
            app(
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
            app(
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

  @Test
  void appThatSpeaksHttp1OnlyIsH17() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                });
        TestRouter router = TestRouter.open().serveHttp2(app)) {
      String page = router.get("/");
      assertTrue(page.contains("H17") && page.contains("protocol=h2c"), page);
      assertTrue(router.line().startsWith("at=error code=H17 "));
    }
  }

  @Test
  void instanceThatRefusesConnectionsIsPassedOver() throws Exception {
    BlockingQueue<Http2Wire.Asked> seen = new LinkedBlockingQueue<>();
    TestApp dead = TestApp.answering("web.2", "never");
    dead.close();
    try (TestApp app = echoingPaths(seen);
        TestRouter router = TestRouter.open().serveHttp2(dead, app)) {
      for (int i = 0; i < 20; i++) {
        assertEquals("/" + i, router.get("/" + i));
      }
    }
    try (TestRouter router = TestRouter.open().serveHttp2(dead)) {
      assertTrue(router.get("/").contains("H21"));
    }
  }

  @Test
  void silentInstanceIsH12AndItsConnectionTakesNoMore() throws Exception {
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  while (true) {
                    wire.asked();
                  }
                });
        TestRouter router = TestRouter.open().serveHttp2(app)) {
      assertTrue(router.get("/").contains("H12"));
      assertTrue(router.get("/").contains("H12"));
      assertEquals(2, app.connections.get());
      TestRouter.await("both are closed", () -> app.openConnections() == 0);
    }
  }

  @Test
  void connectionWithoutSettingsIsH19() throws Exception {
    try (TestApp app = TestApp.start("web.1", Wire::drain);
        TestRouter router = TestRouter.open().serveHttp2(app)) {
      assertTrue(router.get("/").contains("H19"));
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
    try (TestApp app = app("web.1", wire -> pour(wire, sent));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":status=abc",
        ":status=99",
        ":status=101",
        ":status=200;:status=200",
        ":status=200;:path=/",
        "x-a=b",
        "x-a=b;:status=200",
        ":status=200;connection=close",
        ":status=200;transfer-encoding=chunked",
        ":status=200;upgrade=h2c",
        ":status=200;keep-alive=5",
        ":status=200;X-Upper=b",
        ":status=200;x y=b",
        ":status=200;x-a=b\r\nx-c: d",
        ":status=200;x-a=b\u0000",
        ":status=200;x-a= b",
        ":status=200;content-length=+1",
        ":status=200;content-length=1;content-length=2"
      })
  void malformedHeadIsNoAnswer(String fields) throws Exception {
    String[] named = fields.split("[;]", -1);
    String[] pairs = new String[named.length * 2];
    for (int i = 0; i < named.length; i++) {
      int equals = named[i].indexOf('=');
      pairs[2 * i] = named[i].substring(0, equals);
      pairs[2 * i + 1] = named[i].substring(equals + 1);
    }
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  wire.headers(stream, false, pairs);
                  wire.data(stream, "x", true);
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      String page = wire.get(TestRouter.HOST, "/");
      assertTrue(page.contains("H25") || page.contains("H17"), wire.startLine() + page);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET 5 abc", "GET 5 -", "GET 2 abc", "HEAD 3 abc", "GET 0 abc"})
  void bodyOfAnotherLengthThanToldNeverBecomesTheNextResponse(String what) throws Exception {
    String[] words = what.split(" ");
    String body = words[2].equals("-") ? "" : words[2];
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  wire.headers(stream, false, ":status", "200", "content-length", words[1]);
                  wire.data(stream, body, true);
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send(words[0] + " / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      StringBuilder all = new StringBuilder();
      wire.readHead();
      for (int b = wire.socket().getInputStream().read(); b >= 0; ) {
        all.append((char) b);
        b = wire.socket().getInputStream().read();
      }
      assertTrue(all.length() < 5, "the connection is cut: " + all);
      assertTrue(router.line().startsWith("at=error "));
    }
  }

  @Test
  void interimAnswersReachTheClient() throws Exception {
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  wire.headers(stream, false, ":status", "100");
                  wire.frame(Http2Wire.DATA);
                  wire.headers(stream, false, ":status", "103", "link", "</a.css>");
                  wire.answer(stream, "done");
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send(
          "POST / HTTP/1.1\r\nHost: shop.test\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals(100, wire.status());
      wire.send("ab");
      assertTrue(wire.readHead());
      assertEquals("</a.css>", wire.field("link"));
      assertEquals("done", wire.answer());
    }
  }

  @Test
  void upgradeIsRefusedUnlessTheAppAnnouncesWebSockets() throws Exception {
    BlockingQueue<Http2Wire.Asked> seen = new LinkedBlockingQueue<>();
    String upgrade =
        "GET /ws HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    try (TestApp app = echoingPaths(seen);
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send(upgrade);
      wire.answer();
      assertEquals(400, wire.status());
      assertTrue(seen.isEmpty());
    }
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  Http2Wire.Asked asked = wire.asked();
                  seen.add(asked);
                  wire.headers(asked.stream(), false, ":status", "200");
                  String said = new String(wire.frame(Http2Wire.DATA).payload());
                  wire.data(asked.stream(), said + " too", false);
                  wire.frame(Http2Wire.RST_STREAM);
                  seen.add(asked);
                },
                Http2Wire.setting(ENABLE_CONNECT_PROTOCOL, 1));
        TestRouter router = TestRouter.open().serveHttp2(app)) {
      try (Wire wire = router.connect()) {
        wire.send(upgrade);
        assertTrue(wire.readHead());
        assertEquals(101, wire.status());
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", wire.field("Sec-WebSocket-Accept"));
        wire.send("hello\n");
        assertEquals("hello", wire.readLine());
        Http2Wire.Asked asked = seen.take();
        assertEquals("CONNECT http shop.test /ws", pseudo(asked));
        assertEquals("websocket", asked.field(":protocol") + asked.field("sec-websocket-key"));
      }
      seen.take();
      assertTrue(router.line().contains(" status=101 "));
    }
  }

  /** What the router holds is bounded by windows and marks; the rest is in the kernel's buffers. */
  @Test
  void instanceThatTakesNoBodyStopsTheClient() throws Exception {
    RouteLimits patient = new RouteLimits(Duration.ofSeconds(2), Duration.ofSeconds(2));
    AtomicLong sent = new AtomicLong();
    try (TestApp app =
            app(
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
  void headLargerThanTheLimitIsH25() throws Exception {
    String[] fields = new String[42];
    fields[0] = ":status";
    fields[1] = "200";
    for (int i = 2; i < fields.length; i += 2) {
      fields[i] = "x-" + i;
      fields[i + 1] = "v".repeat(8_000);
    }
    byte[] block = Http2Wire.block(fields);
    try (TestApp app =
            app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  int type = Http2Wire.HEADERS;
                  for (int from = 0; from < block.length; from += 16_000) {
                    int to = Math.min(block.length, from + 16_000);
                    int flags = to == block.length ? Http2Wire.END_HEADERS : 0;
                    wire.frame(type, flags, stream, Arrays.copyOfRange(block, from, to));
                    type = Http2Wire.CONTINUATION;
                  }
                  wire.data(stream, "x", true);
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app)) {
      assertTrue(router.get("/").contains("H25"));
    }
  }

  @Test
  void withdrawnInstanceIsLetGoOnceItsLastStreamHasEnded() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    BlockingQueue<Http2Wire.Asked> seen = new LinkedBlockingQueue<>();
    try (TestApp old =
            app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  asked.countDown();
                  go.await();
                  wire.answer(stream, "old");
                  wire.asked();
                });
        TestApp fresh = echoingPaths(seen);
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, old);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      assertTrue(asked.await(10, TimeUnit.SECONDS));
      router.serveHttp2(RouteLimits.DEFAULT, fresh);
      wire.get(3, "/new");
      assertEquals("/new", wire.response(3).body.toString());
      assertEquals(1, router.tables.inFlight(List.of(old.endpoint())));
      go.countDown();
      assertEquals("old", wire.response(1).body.toString());
      TestRouter.await("its connection is closed", () -> old.openConnections() == 0);
      assertEquals(0, router.tables.inFlight(List.of(old.endpoint())));
    }
  }

  @Test
  void everyRequestOfManyClientsGetsItsOwnAnswer() throws Exception {
    BlockingQueue<Http2Wire.Asked> seen = new LinkedBlockingQueue<>();
    BlockingQueue<String> wrong = new LinkedBlockingQueue<>();
    try (TestApp app = echoingPaths(seen);
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app)) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String prefix = "/" + i + "/";
        clients.add(
            Thread.ofVirtual()
                .start(() -> {
                  try (Wire wire = router.connect()) {
                    for (int n = 0; n < 200; n++) {
                      String body = wire.get(TestRouter.HOST, prefix + n);
                      if (!body.equals(prefix + n)) {
                        wrong.add(prefix + n + " got " + body);
                      }
                    }
                  } catch (IOException e) {
                    wrong.add(e.toString());
                  }
                }));
      }
      for (Thread client : clients) {
        client.join();
      }
      assertEquals(List.of(), List.copyOf(wrong));
      assertEquals(1_600, seen.size());
      assertTrue(app.connections.get() <= 2, "one for each event loop");
    }
  }
}
