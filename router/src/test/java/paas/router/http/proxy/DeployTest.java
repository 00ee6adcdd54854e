package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Patience;
import paas.router.http.Route;
import paas.router.http.Target;

/**
 * What a deploy relies on: tables change under load, endpoints drain, dead connections hurt nobody.
 */
class DeployTest {

  @Test
  void tableSwapsUnderLoadFailNoRequest() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    TestApp app = TestApp.answering("web.1", "v0");
    try (TestRouter router = TestRouter.open().serve(app)) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        boolean posts = i % 3 == 0;
        boolean reconnects = i % 4 == 0;
        clients.add(
            Thread.ofVirtual()
                .start(() -> load(router, posts, reconnects, over, answered, failures)));
      }
      for (int version = 1; version <= 40; version++) {
        int before = answered.get();
        TestApp next = TestApp.answering("web.1", "v" + version);
        router.serve(next);
        assertEquals(
            0,
            router.tables.awaitDrained(
                List.of(app.endpoint()), Patience.of(Duration.ofSeconds(30))));
        // From here on nobody may ask the old instance: what closes it fails no request.
        app.close();
        app = next;
        TestRouter.await(
            "requests go on", () -> answered.get() > before + 50 || !failures.isEmpty());
      }
      over.set(true);
      for (Thread client : clients) {
        client.join();
      }
      app.close();
      assertEquals(List.of(), List.copyOf(failures));
      assertTrue(answered.get() > 2_000);
    }
  }

  private static void load(
      TestRouter router,
      boolean posts,
      boolean reconnects,
      AtomicBoolean over,
      AtomicInteger answered,
      ConcurrentLinkedQueue<String> failures) {
    String request =
        posts
            ? "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\n\r\nabc"
            : "GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n";
    try {
      while (!over.get() && failures.isEmpty()) {
        try (Wire wire = router.connect()) {
          for (int i = 0; i < (reconnects ? 1 : 500) && !over.get(); i++) {
            wire.send(request);
            String body = wire.answer();
            if (wire.status() != 200) {
              failures.add(wire.startLine() + " " + body);
            }
            answered.incrementAndGet();
          }
        }
      }
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }

  @Test
  void requestInFlightOnAWithdrawnInstanceEndsWellAndIsWaitedFor() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (TestApp old =
            TestApp.start(
                "web.1",
                wire -> {
                  while (wire.readHead()) {
                    asked.countDown();
                    go.await();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nold");
                  }
                });
        TestApp fresh = TestApp.answering("web.1", "new");
        TestRouter router = TestRouter.open().serve(old);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      asked.await();
      router.serve(fresh);
      assertEquals("new", router.get("/"));
      List<Endpoint> withdrawn = List.of(old.endpoint());
      assertEquals(1, router.tables.awaitDrained(withdrawn, Patience.of(Duration.ofMillis(20))));
      go.countDown();
      assertEquals("old", wire.answer());
      assertEquals(0, router.tables.awaitDrained(withdrawn, Patience.of(Duration.ofSeconds(30))));
      TestRouter.await("its connections are closed", () -> old.openConnections() == 0);
    }
  }

  @Test
  void idleConnectionsOfAWithdrawnInstanceAreClosed() throws Exception {
    try (TestApp old = TestApp.answering("web.1", "old");
        TestApp fresh = TestApp.answering("web.1", "new");
        TestRouter router = TestRouter.open().serve(old)) {
      router.get("/");
      assertEquals(1, old.openConnections());
      router.serve(fresh);
      TestRouter.await("they are closed", () -> old.openConnections() == 0);
    }
  }

  @Test
  void pooledConnectionThatDiedUnderARepeatableRequestIsReplaced() throws Exception {
    AtomicInteger connection = new AtomicInteger();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  boolean first = connection.getAndIncrement() == 0;
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                  if (first) {
                    // Closes only once the next request is on its way: the worst moment.
                    wire.readHead();
                  } else {
                    wire.drain();
                  }
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      assertEquals("ok", wire.get("shop.test", "/"));
      assertEquals("ok", wire.get("shop.test", "/"));
      assertEquals(2, app.connections.get());
    }
  }

  @Test
  void requestThatCannotBeRepeatedTakesNoConnectionThatIdled() throws Exception {
    HttpLimits limits =
        TestRouter.QUICK.withPool(
            new HttpLimits.Pool(Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(1), 8));
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open(limits).serve(app);
        Wire wire = router.connect()) {
      wire.get("shop.test", "/");
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 1\r\n\r\nx");
      wire.answer();
      assertEquals(2, app.connections.get());
    }
  }

  @Test
  void connectionIsGivenUpBeforeItsInstanceDoes() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  while (wire.readHead()) {
                    wire.send(
                        "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1, max=9\r\nContent-Length: 2\r\n\r\nok");
                  }
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.get("shop.test", "/");
      wire.get("shop.test", "/");
      assertEquals(2, app.connections.get());
    }
  }

  @Test
  void bytesBehindAResponseAreNotTakenForTheNext() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  while (wire.readHead()) {
                    wire.send(
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                            + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
                  }
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      for (int i = 0; i < 5; i++) {
        assertEquals("ok", wire.get("shop.test", "/"));
      }
      assertEquals(5, app.connections.get());
    }
  }

  @Test
  void lessBusyInstanceIsChosen() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger atSlow = new AtomicInteger();
    try (TestApp slow =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  atSlow.incrementAndGet();
                  go.await();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow");
                });
        TestApp fast = TestApp.answering("web.2", "fast");
        TestRouter router = TestRouter.open()) {
      router.route(
          new Target.Serving(
              TestRouter.SHOP,
              List.of(slow.endpoint(), fast.endpoint()),
              paas.router.http.RouteLimits.DEFAULT));
      List<Wire> stuck = new ArrayList<>();
      while (atSlow.get() == 0) {
        Wire wire = router.connect();
        stuck.add(wire);
        int before = router.lines.size();
        wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
        TestRouter.await("asked", () -> atSlow.get() > 0 || router.lines.size() > before);
      }
      for (int i = 0; i < 50; i++) {
        assertEquals("fast", router.get("/"));
      }
      go.countDown();
      for (Wire wire : stuck) {
        wire.close();
      }
    }
  }

  @Test
  void platformIsReachedFromThisMachineWithoutAFirstByteLimit() throws Exception {
    try (TestApp api = TestApp.answering("platform", "api");
        TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      router.put(
          List.of(
              new Route(
                  new Hostname("api.test"),
                  new Target.Platform("127.0.0.1", api.endpoint().port()))));
      assertEquals("api", wire.get("api.test", "/"));
      assertTrue(router.lines.isEmpty());
    }
  }

  @Test
  void platformIsClosedToThoseBehindAPlainProxy() throws Exception {
    try (TestRouter router =
            TestRouter.open(paas.router.http.message.TrustedProxies.parse("127.0.0.1"));
        Wire wire = router.connect()) {
      router.put(List.of(new Route(new Hostname("api.test"), new Target.Platform("127.0.0.1", 1))));
      wire.send("GET / HTTP/1.1\r\nHost: api.test\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n");
      assertTrue(wire.answer().contains("use https"));
      assertEquals(403, wire.status());
    }
  }

  @Test
  void closingRouterEndsWhatIsInFlight() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  asked.countDown();
                  go.await();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlast");
                });
        TestRouter router = TestRouter.finishing(Duration.ofMinutes(1)).serve(app);
        Wire idle = router.connect();
        Wire wire = router.connect()) {
      idle.get("none.test", "/");
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      asked.await();
      Thread closing = Thread.ofVirtual().start(router::close);
      assertEquals("", idle.readToEnd());
      go.countDown();
      assertEquals("last", wire.answer());
      assertEquals("close", wire.field("Connection"));
      assertTrue(closing.join(Duration.ofSeconds(30)));
    }
  }
}
