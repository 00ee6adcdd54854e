package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send or read so slowly that they would hold their place for ever. */
class SlowClientTest {
  private static final HttpLimits QUICK_HEADS =
      TestRouter.QUICK.withDrips(
          new HttpLimits.Drips(
              Duration.ofMillis(150), Duration.ofMillis(150), Duration.ofMillis(800)));

  /** Sends a byte now and then until the other end has had enough. */
  private static void drip(Wire wire, String text) throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    try {
      for (int i = 0; i < 1_000; i++) {
        wire.send(text);
        never.await(10, TimeUnit.MILLISECONDS);
      }
    } catch (IOException e) {
      return;
    }
    throw new AssertionError("Nobody minded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /",
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: shop.test\r\n",
        "GET / HTTP/1.1\r\nHost: shop.test\r\nX: "
      })
  void headThatDripsIsCutOffInTheEnd(String beginning) throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open(QUICK_HEADS).serve(app);
        Wire wire = router.connect()) {
      wire.send(beginning);
      drip(wire, beginning.endsWith("\n") ? "X: y\r\n" : "y");
      assertEquals(0, app.connections.get());
    }
  }

  @Test
  void headOfALaterRequestMayNotDripEither() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open(QUICK_HEADS).serve(app);
        Wire wire = router.connect()) {
      assertEquals("ok", wire.get("shop.test", "/"));
      drip(wire, "G");
      assertEquals(1, app.connections.get());
    }
  }

  private static TestApp refusing(String head) throws IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          wire.send(head + "Content-Length: 2\r\n\r\nno");
          wire.drain();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 413 Too Large\r\n", "HTTP/1.1 413 Too Large\r\nConnection: close\r\n"})
  void whoReadsOnlyBehindItsUploadHasTheAnswer(String head) throws Exception {
    Duration linger = TestRouter.QUICK.waits().linger();
    try (TestApp app = refusing(head);
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 1000000\r\n\r\n");
      router.line();
      CountDownLatch never = new CountDownLatch(1);
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < linger.multipliedBy(3).toNanos()) {
        wire.send("more");
        never.await(10, TimeUnit.MILLISECONDS);
      }
      assertEquals("no", wire.answer());
    }
  }

  @Test
  void uploadThatNobodyWantsIsNotReadForEver() throws Exception {
    try (TestApp app = refusing("HTTP/1.1 413 Too Large\r\n");
        TestRouter router = TestRouter.open(QUICK_HEADS).serve(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 1000000\r\n\r\n");
      drip(wire, "more");
    }
  }

  @Test
  void connectionBetweenRequestsIsNotHurried() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open(QUICK_HEADS).serve(app);
        Wire wire = router.connect()) {
      for (int i = 0; i < 3; i++) {
        assertEquals("ok", wire.get("shop.test", "/"));
        assertFalse(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS));
      }
    }
  }

  @Test
  void bodyMayTakeLongerThanAHead() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open(QUICK_HEADS).serve(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 10\r\n\r\n");
      for (int i = 0; i < 10; i++) {
        assertFalse(new CountDownLatch(1).await(40, TimeUnit.MILLISECONDS));
        wire.send("x");
      }
      assertEquals("ok", wire.answer());
    }
  }

  /** Though the connection is in use. */
  @Test
  void headByHttp2ThatDoesNotEndIsCutOffToo() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (TestApp app = TestApp.answeringRoot(_ -> never.await());
        TestRouter router = TestRouter.open(QUICK_HEADS).serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/slow");
      TestRouter.await("the app has it", () -> app.connections.get() == 1);
      wire.frame(Http2Wire.HEADERS, 0, 3, Http2Wire.block(":method", "GET"));
      assertEquals(0, wire.goAway());
      assertTrue(router.line().contains(" code=H27 "));
      never.countDown();
    }
  }
}
