package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tunnels whose client is gone are held for their instances, within the router's bounds. */
@Timeout(60)
class AbandonedTunnelTest {
  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

  /** Nothing here ends because its time is up. */
  private static HttpLimits patient(int connections) {
    HttpLimits.Waits waits = HttpLimits.Waits.DEFAULT;
    return HttpLimits.DEFAULT
        .withCrowd(new HttpLimits.Crowd(connections, 11, 1, 1))
        .withWaits(
            new HttpLimits.Waits(
                waits.connect(),
                waits.quarantine(),
                waits.news(),
                waits.boot(),
                waits.clientIdle(),
                Duration.ofHours(1),
                waits.tick()));
  }

  /** Hears its client's end, and ends its own side only when all is over. */
  private static TestApp heedless(CountDownLatch over) throws IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          wire.send(SWITCHED);
          wire.drain();
          over.await();
        });
  }

  private static boolean isAdmitted(TestRouter router) {
    try (Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: other.test\r\nConnection: close\r\n\r\n");
      return !wire.readToEnd().contains("H22");
    } catch (IOException e) {
      // A refusal may come with a reset, for the request that nobody read.
      return false;
    }
  }

  @Test
  void countsAmongTheConnectionsUntilItsInstanceEnds() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (TestApp app = heedless(over);
        TestRouter router = TestRouter.open(patient(2)).serve(app)) {
      TunnelEndTest.opened(router.connectHttp2()).close();
      assertTrue(router.line().contains(" status=101 "));
      try (Wire other = router.connect()) {
        other.get("other.test", "/");
        assertEquals(404, other.status());
        TestRouter.await(
            "no third is admitted",
            () -> IntStream.range(0, 20).noneMatch(_ -> isAdmitted(router)));
        over.countDown();
        TestRouter.await("the next is admitted", () -> isAdmitted(router));
      }
    }
  }

  @Test
  void isNotWaitedForWhereThereAreTooMany() throws Exception {
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send(SWITCHED);
                  wire.drain();
                  try {
                    while (true) {
                      wire.send(new byte[1024]);
                    }
                  } catch (IOException e) {
                    ends.add("cut");
                  }
                });
        TestRouter router = TestRouter.open(patient(2)).serve(app);
        Http2Wire wire = router.connectHttp2()) {
      for (int stream : new int[] {1, 3}) {
        wire.headers(stream, false, TunnelEndTest.OPEN);
        assertEquals(200, wire.head(stream).status());
      }
      wire.close();
      assertEquals("cut", ends.poll(10, TimeUnit.SECONDS));
    }
  }
}
