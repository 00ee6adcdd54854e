package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import paas.router.http.Endpoint;
import paas.router.http.RouteLimits;
import paas.router.http.Target;
import paas.router.http.balance.BalanceLimits;

/** What an app and an instance may have at once, and which others are tried. */
class CrowdTest {
  private static final BalanceLimits ONE_EACH = new BalanceLimits(1, 10, Duration.ZERO);
  private static final BalanceLimits ONE_PER_APP = new BalanceLimits(10, 1, Duration.ZERO);

  private static TestApp waiting(CountDownLatch asked, CountDownLatch go) throws IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          while (wire.readHead()) {
            asked.countDown();
            go.await();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          }
        });
  }

  private static void oneRequestTooMany(BalanceLimits limits, String line) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (TestApp app = waiting(asked, go);
        TestRouter router =
            TestRouter.open(limits)
                .route(
                    new Target.Serving(
                        TestRouter.SHOP, List.of(app.endpoint()), RouteLimits.DEFAULT));
        Wire first = router.connect()) {
      first.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      asked.await();
      try (Wire second = router.connect()) {
        second.get("shop.test", "/");
        assertEquals(503, second.status());
        String written = router.line();
        assertTrue(written.startsWith("at=error " + line), written);
        assertTrue(written.contains(" dyno= connect= service= status=503 "), written);
        go.countDown();
        assertEquals("ok", first.answer());
        assertTrue(router.line().startsWith("at=info "));
        assertEquals("ok", second.get("shop.test", "/"), "there is room again");
      }
    }
  }

  @Test
  void instancesThatAreAllFullAreH11() throws Exception {
    oneRequestTooMany(ONE_EACH, "code=H11 desc=\"Backlog too deep\" ");
  }

  @Test
  void appWithTooManyConnectionsIsH22() throws Exception {
    oneRequestTooMany(ONE_PER_APP, "code=H22 desc=\"Connection limit reached\" ");
  }

  @Test
  void requestGoesToTheInstanceThatIsNotFull() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (TestApp full = waiting(asked, go);
        TestApp free = TestApp.answering("web.2", "free");
        TestRouter router = TestRouter.open(ONE_EACH).serve(full);
        Wire first = router.connect()) {
      first.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      asked.await();
      router.serve(full, free);
      for (int i = 0; i < 20; i++) {
        assertEquals("free", router.get("/"));
      }
      go.countDown();
    }
  }

  /** Where nobody listens: low ports, as a port of the system's own choice may be chosen again. */
  private static List<Endpoint> nobody(int count) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int port = 1; port <= count; port++) {
      endpoints.add(new Endpoint("web." + (port + 1), "127.0.0.9", port, "gone-" + port));
    }
    return endpoints;
  }

  @Test
  void tenOthersAreTriedAfterOneThatRefuses() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open()) {
      for (int i = 0; i < 20; i++) {
        List<Endpoint> endpoints = nobody(10);
        endpoints.add(app.endpoint());
        router.route(new Target.Blank(TestRouter.SHOP));
        router.route(new Target.Serving(TestRouter.SHOP, endpoints, RouteLimits.DEFAULT));
        assertEquals("ok", router.get("/"));
      }
    }
  }

  @Test
  void noMoreAreTriedThanTheLimitSays() throws Exception {
    HttpLimits two = TestRouter.QUICK.withCrowd(new HttpLimits.Crowd(100, 2, 1, 1));
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open(two)) {
      int refused = 0;
      for (int i = 0; i < 30; i++) {
        List<Endpoint> endpoints = nobody(5);
        endpoints.add(app.endpoint());
        router.route(new Target.Blank(TestRouter.SHOP));
        router.route(new Target.Serving(TestRouter.SHOP, endpoints, RouteLimits.DEFAULT));
        refused += router.get("/").contains("H21") ? 1 : 0;
      }
      assertTrue(
          refused >= 10 && refused < 30, refused + " of 30, where two of three are expected");
    }
  }

  @Test
  void requestThatIsNotRepeatableIsSentOnceOnly() throws Exception {
    AtomicInteger posts = new AtomicInteger();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  while (wire.readHead() && wire.startLine().startsWith("GET ")) {
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                  }
                  posts.incrementAndGet();
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      assertEquals("ok", wire.get("shop.test", "/"));
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(wire.answer().contains("H13"));
      assertEquals(1, posts.get());
    }
  }

  @Test
  void failureOfTheRouterItselfIsH99() throws Exception {
    try (TestRouter router = TestRouter.open().route(new Target.Sleeping(TestRouter.SHOP));
        Wire wire = router.connect()) {
      while (router.woken.offer("somebody")) {
        // Until nobody more can be woken.
      }
      assertTrue(wire.get("shop.test", "/").contains("H99"));
      assertEquals(500, wire.status());
      String line = router.line();
      assertTrue(line.startsWith("at=error code=H99 desc=\"Platform error\" "), line);
      assertTrue(line.contains(" status=500 "), line);
    }
  }
}
