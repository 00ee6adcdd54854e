package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A WebSocket over HTTP/2 (RFC 8441) is one over HTTP/1.1 for the app. */
class Http2TunnelTest {
  private static final String[] OPEN = {
    ":method", "CONNECT",
    ":protocol", "websocket",
    ":scheme", "http",
    ":authority", TestRouter.HOST,
    ":path", "/ws",
    "sec-websocket-version", "13"
  };

  private static TestApp echo(BlockingQueue<Wire> seen) throws java.io.IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          seen.add(wire);
          wire.send(
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Accept: y\r\nSec-WebSocket-Protocol: chat\r\n\r\nready");
          byte[] buffer = new byte[8192];
          for (int n = wire.in().read(buffer); n >= 0; n = wire.in().read(buffer)) {
            wire.send(buffer, n);
          }
        });
  }

  @Test
  void bytesPassBothWaysUntilTheClientEndsItsStream() throws Exception {
    BlockingQueue<Wire> seen = new LinkedBlockingQueue<>();
    try (TestApp app = echo(seen);
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.headers(1, false, OPEN);
      wire.data(1, " early", false);
      Http2Wire.Response response = wire.head(1);
      assertEquals(200, response.status());
      assertEquals("chat", response.field("sec-websocket-protocol"));
      assertEquals("", response.field("sec-websocket-accept") + response.field("upgrade"));
      Wire request = seen.take();
      assertEquals("GET /ws HTTP/1.1", request.startLine());
      assertEquals("websocket", request.field("Upgrade"));
      assertEquals("Upgrade", request.field("Connection"));
      assertEquals("13", request.field("Sec-WebSocket-Version"));
      assertEquals(24, request.field("Sec-WebSocket-Key").length());
      while (!response.body.toString().equals("ready early")) {
        wire.step();
      }
      wire.data(1, "bye", true);
      assertTrue(wire.response(1).ended);
      String line = router.line();
      assertTrue(line.startsWith("at=info method=GET ") && line.contains(" status=101 "), line);
      TestRouter.await("the app is told", () -> app.openConnections() == 0);
      assertEquals(0, router.tables.inFlight(java.util.List.of(app.endpoint())));
    }
  }

  /** There are none in a tunnel, but with them the client's stream is over. */
  @Test
  void trailersEndItToo() throws Exception {
    BlockingQueue<Integer> read = new LinkedBlockingQueue<>();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n");
                  wire.send("Connection: Upgrade\r\n\r\n");
                  read.add(wire.in().read());
                });
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.headers(1, false, OPEN);
      assertEquals(200, wire.head(1).status());
      wire.headers(1, true, "x-end", "1");
      assertEquals(-1, read.poll(5, TimeUnit.SECONDS), "what the app reads");
      assertEquals(-1, wire.response(1).error);
      assertTrue(router.line().contains(" status=101 "));
    }
  }

  @Test
  void appThatClosesEndsTheStream() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n");
                  wire.send("Connection: Upgrade\r\n\r\nbye");
                });
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.headers(1, false, OPEN);
      assertEquals("bye", wire.response(1).body.toString());
      assertEquals(-1, wire.response(1).error);
    }
  }

  @Test
  void appThatKnowsNoWebSocketOpensNone() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "a page");
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.headers(1, false, OPEN);
      assertEquals(502, wire.response(1).status());
      assertTrue(router.line().contains("code=H25 "));
    }
  }

  @Test
  void otherProtocolsAreRefused() throws Exception {
    try (TestRouter router = TestRouter.open();
        Http2Wire wire = router.connectHttp2()) {
      String[] other = OPEN.clone();
      other[3] = "connect-udp";
      wire.headers(1, false, other);
      assertEquals(400, wire.response(1).status());
    }
  }
}
