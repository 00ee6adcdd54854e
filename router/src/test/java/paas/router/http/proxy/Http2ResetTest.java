package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * A reset is not answered by a reset (RFC 9113 section 5.4.2): two ends that do so would never
 * stop.
 */
class Http2ResetTest {
  private static final int CANCEL = 8;

  @Test
  void resetOfTheClientIsNotAnsweredByAnother() throws Exception {
    try (TestApp app = TestApp.start("web.1", Wire::drain);
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      wire.reset(1, CANCEL);
      assertTrue(router.line().contains("code=H27 "));
      wire.requestNobody(3, true, "GET");
      assertEquals(404, wire.response(3).status());
      assertEquals(-1, wire.begun(1).error);
    }
  }

  @Test
  void resetWhileTheAnswerWaitsForRoomIsNotAnsweredEither() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "hello");
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = Http2Wire.withWindow(router.server.address(), 0)) {
      wire.get(1, "/");
      assertEquals(200, wire.head(1).status());
      wire.reset(1, CANCEL);
      wire.requestNobody(3, true, "HEAD");
      assertEquals(404, wire.response(3).status());
      assertEquals(-1, wire.begun(1).error);
    }
  }
}
