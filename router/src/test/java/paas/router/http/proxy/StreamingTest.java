package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies of any size pass without being gathered anywhere. */
class StreamingTest {
  private static final long LARGE = 1L << 30;

  private static void send(Wire wire, long count, AtomicLong sent) throws java.io.IOException {
    byte[] block = new byte[256 << 10];
    for (long left = count; left > 0; left -= block.length) {
      wire.send(block, (int) Math.min(block.length, left));
      sent.addAndGet(Math.min(block.length, left));
    }
  }

  @Test
  void gigabyteOfDownloadPasses() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
                  send(wire, LARGE, new AtomicLong());
                  wire.readHead();
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      wire.readHead();
      wire.skip(LARGE);
      assertTrue(router.line().contains(" status=200 bytes=" + LARGE + " "));
    }
  }

  @Test
  void gigabyteOfUploadPasses() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.skip(LARGE);
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: " + LARGE + "\r\n\r\n");
      send(wire, LARGE, new AtomicLong());
      assertEquals("ok", wire.answer());
    }
  }

  @Test
  void slowClientHoldsTheInstanceBack() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.socket().setSendBufferSize(64 << 10);
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
                  send(wire, LARGE, sent);
                });
        TestRouter router = TestRouter.open().serveBriefly(app);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      wire.readHead();
      assertTrue(router.line().contains("code=H28 "));
      // Kernel buffers of four sockets, and 1 MB of the router's own.
      assertTrue(sent.get() < 24 << 20, "sent " + sent);
    }
  }

  @Test
  void slowInstanceHoldsTheClientBack() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    AtomicLong sent = new AtomicLong();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  done.await();
                });
        TestRouter router = TestRouter.open().serveBriefly(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: " + LARGE + "\r\n\r\n");
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  send(wire, LARGE, sent);
                } catch (java.io.IOException e) {
                  // The router gave up on the instance.
                }
              });
      assertTrue(router.line().contains("code=H15 "));
      assertTrue(sent.get() < 24 << 20, "sent " + sent);
      done.countDown();
      wire.close();
      sender.join();
    }
  }

  @Test
  void bytesArriveAsTheyAreSentNotAtTheEnd() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
                  assertTrue(received.await(30, TimeUnit.SECONDS));
                  wire.send("4\r\nlast\r\n0\r\n\r\n");
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      wire.readHead();
      assertEquals("5", wire.readLine());
      assertEquals("first", wire.readLine());
      received.countDown();
      assertEquals("4", wire.readLine());
    }
  }

  @Test
  void eventsReachAClientOfHttp2AsTheyAreSent() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                  wire.send("data: first\n\n");
                  assertTrue(received.await(30, TimeUnit.SECONDS));
                  wire.send("data: last\n\n");
                });
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/events");
      byte[] first = wire.frame(Http2Wire.DATA).payload();
      assertEquals("data: first\n\n", new String(first, US_ASCII));
      received.countDown();
      byte[] last = wire.frame(Http2Wire.DATA).payload();
      assertEquals("data: last\n\n", new String(last, US_ASCII));
    }
  }

  @Test
  void answerBeforeTheEndOfTheUploadIsDelivered() throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
                  wire.drain();
                });
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 6\r\n\r\nabc");
      assertEquals("no", wire.answer());
      wire.send("defGET / HTTP/1.1\r\nHost: none.test\r\n\r\n");
      wire.answer();
      assertEquals(404, wire.status(), "the rest is thrown away, the next request is heard");
    }
  }

  @Test
  void manySlowClientsTogetherKeepToTheBudget() throws Exception {
    int clients = 40;
    AtomicLong sent = new AtomicLong();
    HttpLimits limits =
        HttpLimits.DEFAULT.withBuffers(new HttpLimits.Buffers(1 << 20, 64 << 10, 4 << 20));
    Wire[] wires = new Wire[clients];
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 8388608\r\n\r\n");
                  send(wire, 8 << 20, sent);
                  wire.readHead();
                });
        TestRouter router = TestRouter.open(limits)) {
      router.route(
          new paas.router.http.Target.Serving(
              TestRouter.SHOP,
              java.util.List.of(app.endpoint()),
              paas.router.http.RouteLimits.DEFAULT));
      for (int i = 0; i < clients; i++) {
        wires[i] = router.connect();
        wires[i].send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      }
      for (Wire wire : wires) {
        wire.readHead();
        wire.skip(8 << 20);
      }
      for (int i = 0; i < clients; i++) {
        assertTrue(router.line().contains(" status=200 bytes=8388608 "));
      }
    } finally {
      for (Wire wire : wires) {
        if (wire != null) {
          wire.close();
        }
      }
    }
  }
}
