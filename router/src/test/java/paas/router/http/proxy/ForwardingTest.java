package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import paas.router.http.message.TrustedProxies;

class ForwardingTest {

  @Test
  void requestIsAnsweredByTheAppAndLogged() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "Hello, world.");
        TestRouter router = TestRouter.open().serve(app)) {
      assertEquals("Hello, world.", router.get("/x?y=1"));
      String line = router.line();
      assertTrue(
          line.matches(
              "at=info method=GET path=\"/x\\?y=1\" host=shop.test request_id=[0-9a-f-]{36}"
                  + " fwd=\"127.0.0.1\" dyno=web.1 connect=\\d+ms service=\\d+ms status=200"
                  + " bytes=13 protocol=http"),
          line);
    }
  }

  @Test
  void bothConnectionsAreKeptAlive() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      for (int i = 0; i < 20; i++) {
        assertEquals("ok", wire.get(TestRouter.HOST, "/" + i));
      }
      assertEquals(1, app.connections.get());
    }
  }

  @Test
  void hostIsNormalised() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      assertEquals("ok", wire.get("SHOP.test.:8080", "/"));
      assertTrue(router.line().contains(" host=shop.test "));
    }
  }

  @Test
  void absoluteFormIsSentAsOriginForm() throws Exception {
    BlockingQueue<Wire> seen = new LinkedBlockingQueue<>();
    try (TestApp app = echo(seen);
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send("GET http://Shop.test/a?b HTTP/1.1\r\nHost: other.test\r\n\r\n");
      wire.answer();
      Wire request = seen.take();
      assertEquals("GET /a?b HTTP/1.1", request.startLine());
      assertEquals("Shop.test", request.field("Host"));
    }
  }

  private static TestApp echo(BlockingQueue<Wire> seen) throws java.io.IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          seen.add(wire);
          wire.send(
              "HTTP/1.1 200 Fine\r\nContent-Length: 0\r\nConnection: x-hop\r\nX-Hop: 1\r\nX-End: \u00e9\r\n"
                  + "Keep-Alive: timeout=5\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n");
        });
  }

  @Test
  void hopByHopFieldsAndForgedForwardedFieldsEndAtTheRouter() throws Exception {
    BlockingQueue<Wire> seen = new LinkedBlockingQueue<>();
    try (TestApp app = echo(seen);
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send(
          "GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: keep-alive, X-Mine, X-Forwarded-Proto\r\n"
              + "X-Mine: 1\r\nX-Yours: caf\u00e9\r\nKeep-Alive: 5\r\nTE: trailers\r\nTrailer: x\r\n"
              + "Proxy-Authorization: a\r\nProxy-Connection: close\r\nX-Forwarded-For: 1.2.3.4\r\n"
              + "X-Forwarded-Host: evil\r\nForwarded: for=1.2.3.4\r\nX-Forwarded-Proto: https\r\n"
              + "X-Request-Id: aaaaaaaaaabbbbbbbbbb-1\r\nX-Request-Start: 1\r\nVia: 1.0 first\r\n"
              + "Accept: */*\r\n\r\n");
      wire.answer();
      Wire request = seen.take();
      assertEquals("", request.field("X-Mine"));
      assertEquals("caf\u00e9", request.field("X-Yours"));
      assertEquals("*/*", request.field("Accept"));
      for (String hop :
          new String[] {
            "Connection",
            "Keep-Alive",
            "TE",
            "Trailer",
            "Proxy-Authorization",
            "Proxy-Connection",
            "X-Forwarded-Host",
            "Forwarded",
            "Transfer-Encoding",
            "Content-Length"
          }) {
        assertEquals("", request.field(hop), hop);
      }
      assertEquals("127.0.0.1", request.field("X-Forwarded-For"));
      assertEquals("http", request.field("X-Forwarded-Proto"));
      assertEquals("" + router.server.address().getPort(), request.field("X-Forwarded-Port"));
      assertEquals("aaaaaaaaaabbbbbbbbbb-1", request.field("X-Request-Id"));
      assertTrue(request.field("X-Request-Start").matches("\\d{13}"));
      assertEquals("1.0 first, 1.1 paas", request.field("Via"));

      assertEquals("HTTP/1.1 200 Fine", wire.startLine());
      assertEquals("", wire.field("X-Hop") + wire.field("Connection") + wire.field("Keep-Alive"));
      assertEquals("a=1 | b=2", wire.field("Set-Cookie"));
      assertEquals("\u00e9", wire.field("X-End"));
    }
  }

  @Test
  void trustedProxyIsBelieved() throws Exception {
    BlockingQueue<Wire> seen = new LinkedBlockingQueue<>();
    try (TestApp app = echo(seen);
        TestRouter router = TestRouter.open(TrustedProxies.parse("127.0.0.0/8")).serve(app);
        Wire wire = router.connect()) {
      wire.send(
          "GET / HTTP/1.1\r\nHost: shop.test\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Host: h\r\n"
              + "X-Forwarded-Proto: https\r\nX-Forwarded-Port: 443\r\n\r\n");
      wire.answer();
      Wire request = seen.take();
      assertEquals("1.2.3.4, 127.0.0.1", request.field("X-Forwarded-For"));
      assertEquals("https", request.field("X-Forwarded-Proto"));
      assertEquals("443", request.field("X-Forwarded-Port"));
      assertEquals("h", request.field("X-Forwarded-Host"));
      assertTrue(router.line().contains("fwd=\"1.2.3.4, 127.0.0.1\""));
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  while (wire.readHead()) {
                    String path = wire.startLine().split(" ", -1)[1];
                    wire.readBody();
                    wire.send(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path);
                  }
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        requests.append(
            "POST /%d HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\n\r\nabc".formatted(i));
        requests.append("GET /none HTTP/1.1\r\nHost: none.test\r\n\r\n");
      }
      wire.send(requests.toString());
      for (int i = 0; i < 50; i++) {
        assertEquals("/" + i, wire.answer());
        wire.answer();
        assertEquals(404, wire.status());
      }
    }
  }

  @Test
  void bodilessAnswersKeepTheConnectionInStep() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  while (wire.readHead()) {
                    String path = wire.startLine().split(" ", -1)[1];
                    switch (path) {
                      case "/head" -> wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                      case "/204" -> wire.send("HTTP/1.1 204 No Content\r\n\r\n");
                      case "/304" ->
                          wire.send("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n");
                      default -> wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    }
                  }
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send("HEAD /head HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals("5", wire.field("Content-Length"));
      assertEquals("ok", wire.get("shop.test", "/"));
      wire.send("GET /204 HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals("", wire.field("Content-Length") + wire.field("Transfer-Encoding"));
      assertEquals("ok", wire.get("shop.test", "/"));
      wire.send("GET /304 HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals("ok", wire.get("shop.test", "/"));
      assertEquals(1, app.connections.get());
    }
  }

  @Test
  void responseWithoutLengthIsChunkedForNewClientsAndClosedForOldOnes() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\n\r\nhello");
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect();
        Wire old = router.connect()) {
      assertEquals("hello", wire.get("shop.test", "/"));
      assertEquals("chunked", wire.field("Transfer-Encoding"));
      old.send("GET / HTTP/1.0\r\nHost: shop.test\r\n\r\n");
      assertTrue(old.readHead());
      assertEquals("close", old.field("Connection"));
      assertEquals("hello", old.readToEnd());
    }
  }

  @Test
  void chunkedBodiesPassBothWays() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  while (wire.readHead()) {
                    String body = wire.readBody();
                    wire.send(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                            .formatted(body.length(), body));
                  }
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      for (int i = 0; i < 3; i++) {
        wire.send(
            "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        wire.send("7;ext=1\r\n, world\r\n0\r\nTrailer: x\r\n\r\n");
        assertEquals("hello, world", wire.answer());
      }
      assertTrue(router.line().contains(" bytes=12 "));
    }
  }

  @Test
  void continueIsPassedEndToEnd() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  if (wire.field("Expect").equalsIgnoreCase("100-continue")) {
                    wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                  }
                  String body = wire.readBody();
                  wire.send(
                      "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send(
          "POST / HTTP/1.1\r\nHost: shop.test\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals(100, wire.status());
      wire.send("ab");
      assertEquals("ab", wire.answer());
      assertEquals(200, wire.status());
    }
  }

  @Test
  void earlyHintsReachTheClientBeforeTheAnswer() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.get("shop.test", "/");
      assertEquals(103, wire.status());
      assertEquals("</a.css>", wire.field("Link"));
      assertEquals("ok", wire.answer());
      assertFalse(wire.startLine().contains("103"));
    }
  }
}
