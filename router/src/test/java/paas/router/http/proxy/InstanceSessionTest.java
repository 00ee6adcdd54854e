package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.router.http.RouteLimits;

/** Connections to instances that speak HTTP/2: which request gets which, and how they end. */
@Timeout(60)
class InstanceSessionTest {
  private static final int WAITERS = 20;
  private static final int REFUSED_STREAM = 7;

  @Test
  void requestsAtOnceShareAConnection() throws Exception {
    try (TestApp app =
            Http2App.app(
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
            Http2App.app(
                "web.1",
                wire -> {
                  while (true) {
                    int first = wire.asked().stream();
                    all.countDown();
                    all.await();
                    wire.answer(first, "ok");
                  }
                },
                Http2Wire.setting(Http2App.MAX_CONCURRENT_STREAMS, 1));
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
            Http2App.app(
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
            Http2App.app(
                "web.1",
                wire -> {
                  while (true) {
                    wire.reset(wire.asked().stream(), REFUSED_STREAM);
                  }
                });
        TestRouter router = TestRouter.open().serveHttp2(app)) {
      assertTrue(router.get("/").contains("H13"));
      assertEquals(5, app.connections.get(), "once more after a wait for news");
    }
  }

  @Test
  void goAwayLetsStreamsThatItCountsEnd() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    try (TestApp app =
            Http2App.app(
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
    try (TestApp app = Http2App.echoingPaths(seen);
        TestRouter router = TestRouter.open().serveHttp2(dead, app)) {
      for (int i = 0; i < 20; i++) {
        assertEquals("/" + i, router.get("/" + i));
      }
    }
    try (TestRouter router = TestRouter.open().serveHttp2(dead)) {
      assertTrue(router.get("/").contains("H21"));
    }
  }

  /** Silent for longer than a connection may take to be made: it may be dead. */
  @Test
  void silentInstanceIsH12AndItsConnectionTakesNoMore() throws Exception {
    AtomicInteger leftOpen = new AtomicInteger();
    RouteLimits limits =
        new RouteLimits(TestRouter.QUICK.waits().connect().multipliedBy(2), Duration.ofSeconds(1));
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  try {
                    while (true) {
                      wire.asked();
                    }
                  } catch (SocketTimeoutException e) {
                    leftOpen.incrementAndGet();
                  }
                });
        TestRouter router = TestRouter.open().serveHttp2(limits, app)) {
      for (int connections = 1; connections <= 2; connections++) {
        assertTrue(router.get("/").contains("H12"));
        assertEquals(connections, app.connections.get());
        TestRouter.await("it is closed", () -> app.openConnections() == 0);
      }
      assertEquals(0, leftOpen.get(), "closed by the router");
    }
  }

  @Test
  void connectionWithoutSettingsIsH19() throws Exception {
    try (TestApp app = TestApp.start("web.1", Wire::drain);
        TestRouter router = TestRouter.open().serveHttp2(app)) {
      assertTrue(router.get("/").contains("H19"));
    }
  }

  @Test
  void withdrawnInstanceIsLetGoOnceItsLastStreamHasEnded() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    BlockingQueue<Http2Wire.Asked> seen = new LinkedBlockingQueue<>();
    try (TestApp old =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  asked.countDown();
                  go.await();
                  wire.answer(stream, "old");
                  wire.asked();
                });
        TestApp fresh = Http2App.echoingPaths(seen);
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
