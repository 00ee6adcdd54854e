package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All connections that clients may have at once are taken, though few of them have a request. */
class FullHouseTest {
  private static final int PLACES = 8;

  @Test
  void connectionsWithoutARequestMakeRoomForOthers() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    HttpLimits limits = HttpLimits.DEFAULT.withCrowd(new HttpLimits.Crowd(PLACES, 11, 1, 1));
    List<AutoCloseable> idle = new ArrayList<>();
    try (TestApp app =
            TestApp.answeringRoot(wire -> {
              go.await();
              wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
            });
        TestRouter router = TestRouter.open(limits).serve(app);
        Wire busy = router.connect()) {
      busy.send("GET /late HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      TestRouter.await("the app has it", () -> app.connections.get() == 1);
      while (idle.size() < PLACES - 1) {
        idle.add(idle.size() % 2 == 0 ? visited(router.connect()) : visited(router.connectHttp2()));
      }
      TestRouter.await("a newcomer finds a place", () -> ask(router).equals("ok"));
      go.countDown();
      assertEquals("late", busy.answer());
    } finally {
      for (AutoCloseable wire : idle) {
        wire.close();
      }
    }
  }

  private static Wire visited(Wire wire) throws IOException {
    assertEquals("ok", wire.get(TestRouter.HOST, "/"));
    return wire;
  }

  /** Sends a part of a head. */
  private static Wire beginning(Wire wire) throws IOException {
    wire.send("GET / HTTP/1.1\r\nHost: ");
    return wire;
  }

  private static Http2Wire visited(Http2Wire wire) throws IOException {
    wire.get(1, "/");
    assertEquals("ok", wire.response(1).body.toString());
    return wire;
  }

  private static String ask(TestRouter router) {
    try {
      return router.get("/");
    } catch (IOException e) {
      return ""; // Turned away before the request was read.
    }
  }

  @Test
  void aHeadHasNoMoreTimeThanThereIsForARequest() throws Exception {
    HttpLimits limits = HttpLimits.DEFAULT.withCrowd(new HttpLimits.Crowd(1, 11, 1, 1));
    try (TestRouter router = TestRouter.open(limits);
        Wire wire = beginning(router.connect())) {
      wire.socket().setSoTimeout(20_000);
      assertEquals("", wire.readToEnd(), "after 5 s, not after 30");
    }
  }

  @ParameterizedTest
  @CsvSource({"0,60", "5000,60", "6000,48", "7500,30", "9000,12", "9600,5", "10000,5", "10001,5"})
  void theMoreAreTakenTheShorterIsTheWaitForARequest(int open, int seconds) {
    assertEquals(Duration.ofSeconds(seconds).toNanos(), HttpLimits.DEFAULT.clientIdleNanos(open));
  }

  @Test
  void noWaitIsLongerThanItIsWithPlacesLeft() {
    assertEquals(
        TestRouter.QUICK.waits().clientIdle().toNanos(), TestRouter.QUICK.clientIdleNanos(10_000));
  }
}
