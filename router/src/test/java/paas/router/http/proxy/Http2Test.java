package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.router.http.Target;

/** HTTP/2 clients get what HTTP/1.1 clients get. */
class Http2Test {
  private static final int NO_ERROR = 0;
  private static final int INTERNAL_ERROR = 2;
  private static final int CANCEL = 8;

  private static TestApp replying(BlockingQueue<Wire> seen, String response)
      throws java.io.IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          while (wire.readHead()) {
            seen.add(wire);
            wire.readBody();
            wire.send(response);
          }
        });
  }

  private static TestApp echo() throws java.io.IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          while (wire.readHead()) {
            String body = wire.readBody();
            wire.send(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + (body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body)
                    + (body.isEmpty() ? "" : "\r\n")
                    + "0\r\n\r\n");
          }
        });
  }

  @Test
  void requestIsAnsweredByTheAppAndLogged() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "Hello, world.");
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/x?y=1");
      Http2Wire.Response response = wire.response(1);
      assertEquals(200, response.status());
      assertEquals("13", response.field("content-length"));
      assertEquals("Hello, world.", response.body.toString());
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
  void fieldsBecomeThoseOfTheOlderVersion() throws Exception {
    BlockingQueue<Wire> seen = new LinkedBlockingQueue<>();
    String response =
        "HTTP/1.1 200 Fine\r\nConnection: x-hop\r\nX-Hop: 1\r\nSet-Cookie: a=1\r\n"
            + "Set-Cookie: b=2\r\nKeep-Alive: timeout=5\r\nContent-Length: 0\r\n\r\n";
    try (TestApp app = replying(seen, response);
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.request(
          1,
          true,
          "GET",
          "/",
          "cookie",
          "a=1",
          "x-yours",
          "caf\u00e9",
          "cookie",
          "b=2",
          "te",
          "trailers",
          "x-forwarded-for",
          "1.2.3.4");
      Http2Wire.Response answer = wire.response(1);
      Wire request = seen.take();
      assertEquals("GET / HTTP/1.1", request.startLine());
      assertEquals(TestRouter.HOST, request.field("Host"));
      assertEquals("a=1; b=2", request.field("Cookie"));
      assertEquals("caf\u00e9", request.field("X-Yours"));
      assertEquals("127.0.0.1", request.field("X-Forwarded-For"));
      assertEquals("2.0 paas", request.field("Via"));
      assertEquals("", request.field("TE") + request.field("Transfer-Encoding"));
      assertEquals(2, answer.head.getAll("set-cookie").size());
      assertEquals(
          "", answer.field("x-hop") + answer.field("connection") + answer.field("keep-alive"));
    }
  }

  @Test
  void bodiesPassBothWaysWithAndWithoutLength() throws Exception {
    try (TestApp app = echo();
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.request(1, false, "POST", "/");
      wire.data(1, "hello", false);
      wire.data(1, ", world", true);
      assertEquals("hello, world", wire.response(1).body.toString());
      wire.request(3, false, "POST", "/", "content-length", "5");
      wire.data(3, "hello", true);
      assertEquals("hello", wire.response(3).body.toString());
      wire.request(5, false, "POST", "/", "content-length", "0");
      wire.data(5, "", true);
      assertEquals(200, wire.response(5).status());
    }
  }

  @Test
  void trailersPassBothWays() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  for (String line = wire.readLine(); !line.isEmpty(); line = wire.readLine()) {
                    seen.add(line);
                  }
                  wire.send(
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"
                          + "0\r\nGrpc-Status: 0\r\nSet-Cookie: a=b\r\n\r\n");
                });
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.request(1, false, "POST", "/");
      wire.data(1, "abc", false);
      wire.headers(1, true, "x-sum", "7", "x_forwarded_for", "1.2.3.4", "host", "evil");
      Http2Wire.Response response = wire.response(1);
      assertEquals("[3, abc, 0, x-sum: 7]", seen.toString());
      assertEquals("ok", response.body.toString());
      assertEquals("0", String.valueOf(response.trailers.get("grpc-status")));
      assertFalse(response.trailers.contains("set-cookie"));
    }
  }

  @Test
  void manyRequestsShareAConnection() throws Exception {
    try (TestApp app = echo();
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      for (int i = 0; i < 100; i++) {
        wire.request(2 * i + 1, false, "POST", "/" + i);
      }
      for (int i = 0; i < 100; i++) {
        wire.data(2 * i + 1, "body " + i, true);
      }
      for (int i = 0; i < 100; i++) {
        assertEquals("body " + i, wire.response(2 * i + 1).body.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"HEAD,200 OK,5", "GET,204 No Content,''", "GET,304 Not Modified,5"})
  void bodilessAnswersEndWithTheirHead(String method, String status, String length)
      throws Exception {
    String response = "HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\n";
    try (TestApp app = replying(new LinkedBlockingQueue<>(), response);
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.request(1, true, method, "/");
      Http2Wire.Response answer = wire.response(1);
      assertEquals(status.substring(0, 3), "" + answer.status());
      assertEquals(length, answer.field("content-length"));
      assertEquals("", answer.body.toString());
    }
  }

  @Test
  void continueAndEarlyHintsReachTheClientBeforeTheAnswer() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                  wire.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + wire.readBody());
                });
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.request(1, false, "POST", "/", "expect", "100-continue", "content-length", "2");
      while (wire.begun(1).interim.status() == null) {
        wire.step();
      }
      assertEquals("100", wire.begun(1).interim.status().toString());
      wire.data(1, "ab", true);
      Http2Wire.Response response = wire.response(1);
      assertEquals("</a.css>", String.valueOf(response.interim.get("link")));
      assertEquals("ab", response.body.toString());
    }
  }

  @Test
  void answerBeforeTheBodyIsReadEndsTheUpload() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
                  wire.drain();
                });
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.request(1, false, "POST", "/");
      wire.data(1, "a part", false);
      Http2Wire.Response response = wire.response(1);
      assertEquals(403, response.status());
      assertEquals("no", response.body.toString());
      while (response.error < 0) {
        wire.step();
      }
      assertEquals(NO_ERROR, response.error);
      assertTrue(router.line().contains(" status=403 "));
    }
  }

  @Test
  void clientThatCancelsIsLoggedAndTheAppIsTold() throws Exception {
    BlockingQueue<Wire> seen = new LinkedBlockingQueue<>();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  seen.add(wire);
                  wire.drain();
                });
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      seen.take();
      wire.reset(1, CANCEL);
      String line = router.line();
      assertTrue(line.startsWith("at=error code=H27 "), line);
      assertTrue(line.contains(" dyno=web.1 ") && line.contains(" status=499 "), line);
      TestRouter.await("the app is told", () -> app.openConnections() == 0);
      assertEquals(0, router.tables.inFlight(java.util.List.of(app.endpoint())));
    }
  }

  @Test
  void failureOfTheRouterItselfIsOneRequestOnly() throws Exception {
    try (TestRouter router = TestRouter.open().route(new Target.Sleeping(TestRouter.SHOP));
        Http2Wire wire = router.connectHttp2()) {
      while (router.woken.offer("somebody")) {
        // Until nobody more can be woken.
      }
      wire.get(1, "/");
      assertTrue(wire.response(1).body.indexOf("H99") > 0);
      wire.requestNobody(3, true, "GET");
      assertEquals(404, wire.response(3).status(), "the connection goes on");
    }
  }

  @Test
  void whatComesWhileTheAppBootsArrivesInItsOrder() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  for (String line = wire.readLine(); !line.isEmpty(); line = wire.readLine()) {
                    seen.add(line);
                  }
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        TestRouter router =
            TestRouter.open(HttpLimits.DEFAULT).route(new Target.Booting(TestRouter.SHOP));
        Http2Wire wire = router.connectHttp2()) {
      wire.request(1, false, "POST", "/");
      wire.data(1, "a", false);
      wire.data(1, "bc", false);
      wire.headers(1, true, "x-sum", "7");
      wire.requestNobody(3, true, "GET");
      assertEquals(404, wire.response(3).status());
      router.serve(app);
      assertEquals("ok", wire.response(1).body.toString());
      assertEquals("[1, a, 2, bc, 0, x-sum: 7]", seen.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"Crashed,H10", "NoWeb,H14", "Blank,H81", "Maintenance,H80"})
  void appWithoutInstancesAnswersWithItsCode(String kind, String code) throws Exception {
    Target target =
        switch (kind) {
          case "Crashed" -> new Target.Crashed(TestRouter.SHOP);
          case "NoWeb" -> new Target.NoWeb(TestRouter.SHOP);
          case "Blank" -> new Target.Blank(TestRouter.SHOP);
          default -> new Target.Maintenance(TestRouter.SHOP);
        };
    try (TestRouter router = TestRouter.open().route(target);
        Http2Wire wire = router.connectHttp2()) {
      wire.request(1, true, "GET", "/", "accept", "text/html");
      Http2Wire.Response page = wire.response(1);
      assertEquals(503, page.status());
      assertTrue(page.body.toString().startsWith("<!doctype html>") && page.body.indexOf(code) > 0);
      assertTrue(router.line().startsWith("at=error code=" + code + " desc=\""));
      wire.requestNobody(3, true, "HEAD");
      assertEquals(404, wire.response(3).status());
    }
  }

  @Test
  void instanceThatStopsHalfwayIsH18AndTheStreamIsReset() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                });
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      assertEquals(INTERNAL_ERROR, wire.response(1).error);
      assertTrue(router.line().contains("code=H18 "));
      wire.requestNobody(3, true, "GET");
      assertEquals(404, wire.response(3).status(), "the connection goes on");
    }
  }

  @Test
  void closingRouterLetsRequestsInFlightEnd() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  closing.await();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        TestRouter router = TestRouter.finishing(java.time.Duration.ofSeconds(5)).serve(app);
        Http2Wire idle = router.connectHttp2();
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      TestRouter.await(
          "the app has it", () -> router.tables.inFlight(java.util.List.of(app.endpoint())) == 1);
      idle.headers(1, true, ":method", "GET", ":scheme", "http", ":authority", "n", ":path", "/");
      idle.response(1);
      Thread close = Thread.ofVirtual().start(router::close);
      assertEquals(NO_ERROR, idle.goAway());
      Http2Wire.Frame frame = wire.next();
      while (frame.type() != Http2Wire.GOAWAY) {
        frame = wire.next();
      }
      assertEquals(NO_ERROR, frame.error());
      closing.countDown();
      assertEquals("ok", wire.response(1).body.toString());
      assertEquals(NO_ERROR, wire.goAway());
      close.join();
    }
  }
}
