package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.router.http.Endpoint;
import paas.router.http.RouteLimits;
import paas.router.http.Target;

/** Every answer that the router itself gives, and the line it writes. */
class FailureTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

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
        Wire wire = router.connect()) {
      assertTrue(wire.get("shop.test", "/").contains(code));
      assertEquals(503, wire.status());
      String line = router.line();
      assertTrue(line.startsWith("at=error code=" + code + " desc=\""), line);
      assertTrue(line.contains(" dyno= connect= service= status=503 "), line);
      wire.get("shop.test", "/");
      assertEquals(503, wire.status(), "the connection goes on");
    }
  }

  @Test
  void adviceForNoProcessHoldsForWhatIsStoppedAndForOtherTypesToo() throws Exception {
    try (TestRouter router = TestRouter.open().route(new Target.NoWeb(TestRouter.SHOP))) {
      String page = router.get("/");
      assertFalse(page.contains("No web process of this app"), "web may run: " + page);
      assertFalse(page.contains("web=1"), "another type may be meant: " + page);
      assertTrue(page.contains("stopped is started with paas ps:start"), page);
    }
  }

  @Test
  void servingWithoutEndpointsIsNoWeb() throws Exception {
    try (TestRouter router = TestRouter.open().serve()) {
      assertTrue(router.get("/").contains("H14"));
    }
  }

  @Test
  void browsersGetAPageAndOthersText() throws Exception {
    try (TestRouter router = TestRouter.open().route(new Target.Blank(TestRouter.SHOP));
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\nAccept: text/html,*/*\r\n\r\n");
      assertTrue(wire.answer().startsWith("<!doctype html>"));
      assertEquals("text/html; charset=utf-8", wire.field("Content-Type"));
      assertFalse(wire.get("shop.test", "/").contains("<"));
      wire.send(
          "HEAD / HTTP/1.1\r\nHost: shop.test\r\n\r\nGET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(wire.readHead());
      assertTrue(wire.answer().contains("H81"));
    }
  }

  @Test
  void unknownHostIsNotFoundAndBelongsToNoLog() throws Exception {
    try (TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: none.test\r\nContent-Length: 3\r\n\r\nabc");
      String answer = wire.answer();
      assertTrue(answer.contains("No app answers for this hostname"));
      assertFalse(answer.contains("domains:add"), "visitors have no use for it");
      assertEquals(404, wire.status());
      wire.get("[::1]:80", "/");
      assertEquals(404, wire.status());
      assertTrue(router.lines.isEmpty());
    }
  }

  @Test
  void silentInstanceIsARequestTimeout() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  done.await();
                });
        TestRouter router = TestRouter.open().serveBriefly(app)) {
      assertTrue(router.get("/").contains("H12"));
      assertTrue(
          router
              .line()
              .matches(
                  "at=error code=H12 desc=\"Request timeout\" .* dyno=web.1 connect=\\d+ms service=\\d+ms status=503 .*"));
      done.countDown();
    }
  }

  @Test
  void firstByteIsCountedFromTheEndOfTheUpload() throws Exception {
    RouteLimits limits = new RouteLimits(Duration.ofMillis(900), RouteLimits.DEFAULT.idle());
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      router.route(new Target.Serving(TestRouter.SHOP, List.of(app.endpoint()), limits));
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 10\r\n\r\n");
      for (int i = 0; i < 10; i++) {
        new CountDownLatch(1).await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
        wire.send("x");
      }
      assertEquals("ok", wire.answer());
    }
  }

  @Test
  void instanceThatClosesWithoutAWordIsH13() throws Exception {
    try (TestApp app = TestApp.start("web.1", Wire::readHead);
        TestRouter router = TestRouter.open().serve(app)) {
      assertTrue(router.get("/").contains("H13"));
      assertTrue(router.line().contains("code=H13 desc=\"Connection closed without response\""));
    }
  }

  @Test
  void instanceThatTalksNonsenseIsH17() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("ABRACADABRA 200 OK\r\n\r\n");
                  wire.drain();
                });
        TestRouter router = TestRouter.open().serve(app)) {
      assertTrue(router.get("/").contains("H17"));
    }
  }

  @Test
  void instanceThatStopsHalfwayIsH18AndTheClientSeesACut() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                });
        TestRouter router = TestRouter.open().serve(app)) {
      assertThrows(EOFException.class, () -> router.get("/"));
      assertTrue(router.line().contains("code=H18 "));
    }
  }

  @Test
  void cutChunkedResponseDoesNotLookWhole() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
                });
        TestRouter router = TestRouter.open().serve(app)) {
      assertThrows(EOFException.class, () -> router.get("/"));
      assertTrue(router.line().contains("code=H18 "));
    }
  }

  @Test
  void idleInstanceIsH15() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                  wire.drain();
                });
        TestRouter router = TestRouter.open().serveBriefly(app)) {
      assertThrows(EOFException.class, () -> router.get("/"));
      assertTrue(router.line().contains("code=H15 desc=\"Idle connection\""));
    }
  }

  @Test
  void clientThatStopsSendingIsH28() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open().serveBriefly(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 10\r\n\r\nhalf");
      assertTrue(router.line().matches("at=error code=H28 .* status=499 .*"));
      assertEquals("", wire.readToEnd());
    }
  }

  @Test
  void clientThatStopsReadingIsH28() throws Exception {
    byte[] block = new byte[64 << 10];
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                  while (true) {
                    wire.send(block);
                  }
                });
        TestRouter router = TestRouter.open().serveBriefly(app);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(router.line().contains("code=H28 "));
    }
  }

  @Test
  void clientThatLeavesIsH27() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  asked.countDown();
                  wire.drain();
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      asked.await();
      wire.close();
      assertTrue(router.line().matches("at=error code=H27 .* status=499 bytes=0 .*"));
      TestRouter.await("the instance is told", () -> app.openConnections() == 0);
    }
  }

  @Test
  void refusedConnectionIsH21() throws Exception {
    Endpoint nobody;
    try (TestApp gone = TestApp.answering("web.1", "")) {
      nobody = gone.endpoint();
    }
    try (TestRouter router =
        TestRouter.open()
            .route(new Target.Serving(TestRouter.SHOP, List.of(nobody), RouteLimits.DEFAULT))) {
      assertTrue(router.get("/").contains("H21"));
      assertTrue(router.line().contains("code=H21 desc=\"Backend connection refused\""));
    }
  }

  @Test
  void otherInstancesAreTriedWhenOneRefuses() throws Exception {
    Endpoint nobody;
    try (TestApp gone = TestApp.answering("web.2", "")) {
      nobody = gone.endpoint();
    }
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open()) {
      router.route(
          new Target.Serving(
              TestRouter.SHOP, List.of(nobody, app.endpoint()), RouteLimits.DEFAULT));
      for (int i = 0; i < 30; i++) {
        try (Wire wire = router.connect()) {
          wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\n\r\nabc");
          assertEquals("ok", wire.answer());
        }
      }
    }
  }

  @Test
  void bootingAppAnswersOnceItServes() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "up");
        TestRouter router = TestRouter.open().route(new Target.Booting(TestRouter.SHOP));
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\n\r\nabc");
      router.route(new Target.Booting(TestRouter.SHOP));
      router.serve(app);
      assertEquals("up", wire.answer());
    }
  }

  @Test
  void bootingTooLongIsH20() throws Exception {
    HttpLimits brief = TestRouter.booting(Duration.ofMillis(400));
    try (TestRouter router = TestRouter.open(brief).route(new Target.Booting(TestRouter.SHOP))) {
      assertTrue(router.get("/").contains("H20"));
      assertTrue(router.line().contains("code=H20 desc=\"App boot timeout\""));
    }
  }

  @Test
  void tooManyWaitingRequestsAreH11() throws Exception {
    HttpLimits one = TestRouter.QUICK.withCrowd(new HttpLimits.Crowd(100, 11, 1, 1));
    try (TestRouter router = TestRouter.open(one).route(new Target.Booting(TestRouter.SHOP));
        Wire first = router.connect();
        Wire second = router.connect();
        Wire third = router.connect()) {
      for (Wire wire : List.of(first, second, third)) {
        wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      }
      // Two event loops hold one each at most.
      assertTrue(router.line().contains("code=H11 "));
    }
  }

  @Test
  void waitingClientThatLeavesIsForgotten() throws Exception {
    try (TestRouter router = TestRouter.open().route(new Target.Booting(TestRouter.SHOP));
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      wire.close();
      assertTrue(router.line().matches("at=error code=H2[07] .*"));
    }
  }

  @Test
  void connectionsAboveTheLimitAreRefused() throws Exception {
    HttpLimits one = TestRouter.QUICK.withCrowd(new HttpLimits.Crowd(1, 11, 1, 1));
    try (TestRouter router = TestRouter.open(one).route(new Target.Blank(TestRouter.SHOP));
        Wire first = router.connect()) {
      first.get("shop.test", "/");
      try (Wire second = router.connect()) {
        assertTrue(second.answer().contains("H22"));
      }
      first.get("shop.test", "/");
    }
  }

  @Test
  void responseWithAnUnknownCodingBreaksTheRules() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx");
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      assertTrue(wire.get("shop.test", "/").contains("H25"));
      assertEquals(502, wire.status());
    }
  }

  @Test
  void idleClientConnectionIsClosed() throws Exception {
    HttpLimits.Waits quick = TestRouter.QUICK.waits();
    HttpLimits limits =
        TestRouter.QUICK.withWaits(
            new HttpLimits.Waits(
                SECOND, SECOND, SECOND, SECOND, Duration.ofMillis(50), SECOND, quick.tick()));
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open(limits).serve(app);
        Wire slow = router.connect();
        Wire idle = router.connect()) {
      assertEquals("ok", idle.get("shop.test", "/"));
      slow.send("GET / HTTP/1.1\r\nHost: sh");
      assertEquals("", slow.readToEnd());
      assertEquals("", idle.readToEnd());
    }
  }

  /** It is the instance's turn: the client waits to be told to send its body. */
  @Test
  void instanceThatAnswersNoExpectationIsARequestTimeout() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 103 Early Hints\r\n\r\n");
                  wire.drain();
                });
        TestRouter router = TestRouter.open().serveBriefly(app);
        Wire wire = router.connect()) {
      wire.send(
          "POST / HTTP/1.1\r\nHost: shop.test\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals("HTTP/1.1 103 Early Hints", wire.startLine());
      assertTrue(wire.answer().contains("H12"));
      assertTrue(router.line().matches("at=error code=H12 .* status=503 .*"));
    }
  }
}
