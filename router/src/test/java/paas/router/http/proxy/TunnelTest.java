package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.router.http.Patience;
import paas.router.tls.TlsTables;

/** An upgrade that the app accepts turns both connections into one. */
class TunnelTest {
  private static final String UPGRADE =
      "GET /ws HTTP/1.1\r\nHost: shop.test\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Key: x\r\n\r\n";

  private static TestApp echo(BlockingQueue<Wire> seen) throws java.io.IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          seen.add(wire);
          wire.send(
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Accept: y\r\n\r\nready");
          byte[] buffer = new byte[8192];
          for (int n = wire.in().read(buffer); n >= 0; n = wire.in().read(buffer)) {
            wire.send(buffer, n);
          }
        });
  }

  @Test
  void bytesPassBothWaysUntilEitherSideCloses() throws Exception {
    BlockingQueue<Wire> seen = new LinkedBlockingQueue<>();
    try (TestApp app = echo(seen);
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send(UPGRADE);
      assertTrue(wire.readHead());
      assertEquals(101, wire.status());
      assertEquals("websocket", wire.field("Upgrade"));
      assertEquals("Upgrade", wire.field("Connection"));
      assertEquals("y", wire.field("Sec-WebSocket-Accept"));
      assertEquals("websocket", seen.take().field("Upgrade"));
      assertEquals("ready", wire.readBytes(5));
      for (int i = 0; i < 100; i++) {
        wire.send("GET / HTTP/1.1\r\n\r\n\u0000\u00ff");
        assertEquals("GET / HTTP/1.1\r\n\r\n\u0000\u00ff", wire.readBytes(20));
      }
      assertEquals(1, router.tables.inFlight(List.of(app.endpoint())));
      wire.close();
      String line = router.line();
      assertTrue(line.startsWith("at=info ") && line.contains(" status=101 bytes=2005 "), line);
      TestRouter.await("the app is told", () -> app.openConnections() == 0);
      assertEquals(0, router.tables.inFlight(List.of(app.endpoint())));
    }
  }

  @Test
  @Timeout(30)
  void aTunnelKeepsNoInstanceForAsLongAsARequestMay() throws Exception {
    Patience forRequests = new Patience(Duration.ofHours(1), Duration.ZERO);
    Patience forTunnels = new Patience(Duration.ZERO, Duration.ofHours(1));
    try (TestApp app = echo(new LinkedBlockingQueue<>());
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send(UPGRADE);
      wire.readHead();
      assertEquals("ready", wire.readBytes(5));
      assertEquals(1, router.tables.awaitDrained(List.of(app.endpoint()), forRequests));
      wire.close();
      assertEquals(0, router.tables.awaitDrained(List.of(app.endpoint()), forTunnels));
    }
  }

  @Test
  void bytesSentRightBehindTheUpgradeArePassedRaw() throws Exception {
    try (TestApp app = echo(new LinkedBlockingQueue<>());
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send(UPGRADE + "early bird");
      wire.readHead();
      assertEquals("readyearly bird", wire.readBytes(15));
    }
  }

  private static Wire connect(TestRouter router, boolean tls) throws Exception {
    return tls ? Certificates.connectAnew(router) : router.connect();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void largeAmountsPassThroughATunnel(boolean tls) throws Exception {
    try (TestApp app = echo(new LinkedBlockingQueue<>());
        TestRouter router = TestRouter.open(TlsTables.withBestEngine()).serve(app);
        Wire wire = connect(router, tls)) {
      wire.send(UPGRADE);
      wire.readHead();
      wire.readBytes(5);
      byte[] block = new byte[1 << 20];
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < 64; i++) {
                    wire.send(block);
                  }
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      wire.skip(64L << 20);
      sender.join();
    }
  }

  @Test
  void appThatDeclinesAnswersAsUsual() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "no");
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send(UPGRADE);
      assertEquals("no", wire.answer());
      assertEquals("no", wire.get("shop.test", "/"));
    }
  }

  @Test
  void silentTunnelIsCutAfterItsIdleTime() throws Exception {
    try (TestApp app = echo(new LinkedBlockingQueue<>());
        TestRouter router = TestRouter.open().serveBriefly(app);
        Wire wire = router.connect()) {
      wire.send(UPGRADE);
      wire.readHead();
      wire.drain();
      assertTrue(router.line().contains("code=H15 "));
    }
  }

  @Test
  void http2IsNotOfferedOn() throws Exception {
    BlockingQueue<Wire> seen = new LinkedBlockingQueue<>();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  seen.add(wire);
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send(
          "GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
              + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n");
      assertEquals("ok", wire.answer());
      Wire request = seen.take();
      assertEquals("", request.field("Upgrade") + request.field("HTTP2-Settings"));
    }
  }

  @Test
  void switchThatNobodyAskedForBreaksTheRules() throws Exception {
    try (TestApp app = echo(new LinkedBlockingQueue<>());
        TestRouter router = TestRouter.open().serve(app)) {
      assertTrue(router.get("/").contains("H25"));
    }
  }
}
