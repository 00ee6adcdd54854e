package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.router.http.RouteLimits;

/** Requests that wait for a connection to an instance. */
@Timeout(60)
class InstanceSessionTest {
  private static final int WAITERS = 20;

  private static void echo(Http2Wire wire) throws IOException {
    while (true) {
      Http2Wire.Asked asked = wire.asked();
      wire.answer(asked.stream(), asked.field(":path"));
    }
  }

  private static void awaitInFlight(TestRouter router, TestApp app, int requests) {
    TestRouter.await("all wait", () -> router.tables.inFlight(List.of(app.endpoint())) == requests);
  }

  @Test
  void oneThatFailsLeavesTheOthersThatWaitAsTheyAre() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  go.await();
                  echo(Http2Wire.serving(wire));
                });
        TestRouter router =
            TestRouter.open(HttpLimits.DEFAULT).serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = router.connectHttp2()) {
      router.unwritable = "path=\"/poison\"";
      wire.headers(
          1,
          false,
          ":method",
          "CONNECT",
          ":protocol",
          "websocket",
          ":scheme",
          "http",
          ":authority",
          TestRouter.HOST,
          ":path",
          "/poison",
          "sec-websocket-version",
          "13");
      wire.get(3, "/a");
      wire.get(5, "/b");
      awaitInFlight(router, app, 3);
      go.countDown();
      assertEquals("/a", wire.response(3).body.toString());
      assertEquals("/b", wire.response(5).body.toString());
    }
  }

  @Test
  void whatWaitsGetsAllItsConnectionsAtOnce() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(WAITERS - 1);
    AtomicInteger connections = new AtomicInteger();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  if (connections.incrementAndGet() == 1) {
                    go.await();
                  } else {
                    others.countDown();
                    others.await();
                  }
                  echo(
                      Http2Wire.serving(
                          wire, Http2Wire.setting(Http2App.MAX_CONCURRENT_STREAMS, 1)));
                });
        TestRouter router =
            TestRouter.open(HttpLimits.DEFAULT).serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = router.connectHttp2()) {
      for (int i = 0; i < WAITERS; i++) {
        wire.get(2 * i + 1, "/" + i);
      }
      awaitInFlight(router, app, WAITERS);
      go.countDown();
      for (int i = 0; i < WAITERS; i++) {
        assertEquals("/" + i, wire.response(2 * i + 1).body.toString());
      }
    }
  }
}
