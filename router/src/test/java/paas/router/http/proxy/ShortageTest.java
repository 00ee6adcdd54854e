package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.router.http.Target;

/**
 * Where direct memory is short an error says so that does not end the process; it is that of the
 * request which it meets.
 */
@Timeout(60)
class ShortageTest {
  private static final int REQUESTS = 8;

  /** Meets every request for "/poison", as its line is written. */
  private final AtomicInteger shortages = new AtomicInteger();

  private TestRouter open() throws Exception {
    TestRouter router = TestRouter.open();
    router.witness =
        line -> {
          if (line.contains("path=\"/poison\"")) {
            shortages.incrementAndGet();
            throw new OutOfMemoryError("Cannot reserve direct buffer memory");
          }
        };
    return router;
  }

  private static List<Wire> ask(TestRouter router, String path) throws Exception {
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      Wire wire = router.connect();
      wires.add(wire);
      wire.send("GET " + path + " HTTP/1.1\r\nHost: shop.test\r\n\r\n");
    }
    return wires;
  }

  @Test
  void waitsOfOtherRequestsEndInTime() throws Exception {
    try (TestApp silent = TestApp.start("web.1", Wire::drain);
        TestRouter router = open().serveBriefly(silent)) {
      List<Wire> wires = new ArrayList<>(ask(router, "/poison"));
      TestRouter.await("each meets it", () -> shortages.get() == REQUESTS);
      List<Wire> others = ask(router, "/other");
      wires.addAll(others);
      for (Wire other : others) {
        assertTrue(other.answer().contains("H12"));
      }
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  @Test
  void waitsOfOtherStreamsEndInTime() throws Exception {
    try (TestApp silent = TestApp.start("web.1", Wire::drain);
        TestRouter router = open().serveBriefly(silent);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/poison");
      wire.get(3, "/other");
      assertEquals(503, wire.response(3).status());
      assertTrue(router.line().contains("code=H12 "));
      assertEquals(1, shortages.get());
    }
  }

  @Test
  void othersThatWaitForATableHearOfIt() throws Exception {
    try (TestRouter router = open().route(new Target.Booting(TestRouter.SHOP));
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/poison");
      wire.get(3, "/other");
      wire.frame(Http2Wire.PING, 0, 0, new byte[8]);
      wire.frame(Http2Wire.PING);
      router.route(new Target.NoWeb(TestRouter.SHOP));
      assertEquals(503, wire.response(3).status());
      assertTrue(router.line().contains("code=H14 "));
      assertEquals(1, shortages.get());
    }
  }
}
