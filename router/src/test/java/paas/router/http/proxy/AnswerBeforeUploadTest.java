package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Instances that answer an upload at once and close, as servers do that keep no connection: bytes
 * that they have not read make the kernel reset it, while the router still sends.
 */
@Timeout(60)
class AnswerBeforeUploadTest {
  private static final String ANSWER =
      "HTTP/1.1 422 Unprocessable\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno";

  private static final byte[] PIECE = new byte[64 << 10];
  private static final int PIECES = 40;

  /** What is lost depends on which of the two comes first. */
  private static final int ROUNDS = 20;

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void answerReachesTheClientThoughTheInstanceReadsNoBody(Transport transport) throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send(ANSWER);
                });
        TestRouter router = TestRouter.open(transport).serve(app)) {
      for (int i = 0; i < ROUNDS; i++) {
        assertEquals(422, upload(router), "upload " + i);
        String line = router.line();
        assertTrue(line.startsWith("at=info ") && line.contains(" status=422 "), line);
      }
      TestRouter.await("no connection stays", () -> app.openConnections() == 0);
    }
  }

  private static int upload(TestRouter router) throws IOException {
    try (Wire wire = router.connect()) {
      int length = PIECES * PIECE.length;
      wire.send("PUT / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: " + length + "\r\n\r\n");
      for (int i = 0; i < PIECES; i++) {
        wire.send(PIECE);
      }
      assertTrue(wire.readHead());
      return wire.status();
    }
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void instanceThatEndsWithoutAnAnswerIsStillH13(Transport transport) throws Exception {
    try (TestApp app = TestApp.start("web.1", Wire::readHead);
        TestRouter router = TestRouter.open(transport).serve(app)) {
      assertEquals(503, upload(router));
      String line = router.line();
      assertTrue(line.startsWith("at=error code=H13 "), line);
    }
  }
}
