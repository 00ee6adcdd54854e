package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.router.http.RouteLimits;

/** What is kept of a body for the case that its instance refuses it. */
@Timeout(60)
class RepeatedBodyTest {
  private static final int REFUSED_STREAM = 7;

  /** Refuses each path once, when it has all of the body, then answers with the body's length. */
  private static TestApp refusingOnce() throws IOException {
    Map<String, Boolean> refused = new ConcurrentHashMap<>();
    return Http2App.app(
        "web.1",
        wire -> {
          while (true) {
            Http2Wire.Asked asked = wire.asked();
            int length = 0;
            Http2Wire.Frame data = wire.frame(Http2Wire.DATA);
            for (; !data.has(Http2Wire.END_STREAM); data = wire.frame(Http2Wire.DATA)) {
              length += data.payload().length;
            }
            length += data.payload().length;
            if (refused.put(asked.field(":path"), true) == null) {
              wire.reset(asked.stream(), REFUSED_STREAM);
            } else {
              wire.answer(asked.stream(), Integer.toString(length));
            }
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"200, 200", "1000, 503"})
  void manySmallPiecesAreNotKept(int pieces, int status) throws Exception {
    try (TestApp app = refusingOnce();
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = router.connectHttp2()) {
      // Pieces that come before there is a connection to the instance are joined.
      wire.request(1, false, "POST", "/first");
      wire.data(1, "x", true);
      assertEquals("1", wire.response(1).body.toString());
      wire.request(3, false, "POST", "/");
      for (int i = 0; i < pieces; i++) {
        wire.data(3, "x", i == pieces - 1);
      }
      Http2Wire.Response response = wire.response(3);
      assertEquals(status, response.status());
      assertEquals(status == 200 ? "200" : "", status == 200 ? response.body.toString() : "");
    }
  }

  @Test
  void nothingIsKeptOnceTheMemoryOfAllIsSpent() throws Exception {
    try (TestApp app = refusingOnce();
        TestRouter router = withTotal(-1).serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = router.connectHttp2()) {
      wire.request(1, false, "POST", "/");
      wire.data(1, "abc", true);
      assertEquals(503, wire.response(1).status());
    }
  }

  @Test
  void whatWasKeptIsGivenBack() throws Exception {
    try (TestApp app = refusingOnce();
        TestRouter router = withTotal(300).serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = router.connectHttp2()) {
      for (int stream = 1; stream < 20; stream += 2) {
        wire.request(stream, false, "POST", "/" + stream);
        wire.data(stream, "x".repeat(100), true);
        assertEquals("100", wire.response(stream).body.toString());
      }
    }
  }

  private static TestRouter withTotal(long bytes) throws IOException {
    HttpLimits.Buffers buffers = new HttpLimits.Buffers(1 << 20, 64 << 10, bytes);
    return TestRouter.open(TestRouter.QUICK.withBuffers(buffers));
  }
}
