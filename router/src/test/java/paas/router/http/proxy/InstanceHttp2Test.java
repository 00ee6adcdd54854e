package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.router.http.RouteLimits;

/** Apps that speak HTTP/2, as raw frames show them to the router. */
@Timeout(60)
class InstanceHttp2Test {
  @Test
  void requestOfAnHttp1ClientIsAStreamAndItsLineIsTheSame() throws Exception {
    BlockingQueue<Http2Wire.Asked> seen = new LinkedBlockingQueue<>();
    try (TestApp app = Http2App.echoingPaths(seen);
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send(
          "GET /a?b HTTP/1.1\r\nHost: shop.test\r\nConnection: X-Hop, TE\r\nX-Hop: 1\r\n"
              + "TE: trailers, gzip\r\nKeep-Alive: 5\r\nX-Yours: caf\u00e9\r\n\r\n");
      assertEquals("/a?b", wire.answer());
      assertEquals("chunked", wire.field("Transfer-Encoding"));
      Http2Wire.Asked asked = seen.take();
      assertTrue(asked.ended());
      assertEquals("GET http shop.test /a?b", Http2App.pseudo(asked));
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

  @Test
  void trailersPassBothWaysBetweenHttp2Ends() throws Exception {
    BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    try (TestApp app =
            Http2App.app(
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
            Http2App.app(
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
            Http2App.app(
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
  void interimAnswersReachTheClient() throws Exception {
    try (TestApp app =
            Http2App.app(
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
    try (TestApp app = Http2App.echoingPaths(seen);
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send(upgrade);
      wire.answer();
      assertEquals(400, wire.status());
      assertTrue(seen.isEmpty());
    }
    try (TestApp app =
            Http2App.app(
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
                Http2Wire.setting(Http2App.ENABLE_CONNECT_PROTOCOL, 1));
        TestRouter router = TestRouter.open().serveHttp2(TestRouter.BRIEF, app)) {
      try (Wire wire = router.connect()) {
        wire.send(upgrade);
        assertTrue(wire.readHead());
        assertEquals(101, wire.status());
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", wire.field("Sec-WebSocket-Accept"));
        wire.send("hello\n");
        assertEquals("hello", wire.readLine());
        Http2Wire.Asked asked = seen.take();
        assertEquals("CONNECT http shop.test /ws", Http2App.pseudo(asked));
        assertEquals("websocket", asked.field(":protocol") + asked.field("sec-websocket-key"));
      }
      seen.take();
      assertTrue(router.line().contains(" status=101 "));
    }
  }

  @Test
  void everyRequestOfManyClientsGetsItsOwnAnswer() throws Exception {
    BlockingQueue<Http2Wire.Asked> seen = new LinkedBlockingQueue<>();
    BlockingQueue<String> wrong = new LinkedBlockingQueue<>();
    try (TestApp app = Http2App.echoingPaths(seen);
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
