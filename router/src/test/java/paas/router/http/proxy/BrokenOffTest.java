package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A response that only the end of its connection ends is whole when the instance closes, and not
 * when the connection breaks off.
 */
@Timeout(60)
class BrokenOffTest {
  private static final int INTERNAL_ERROR = 2;

  /** Resets its connection once the client has what was sent. */
  private static TestApp resetting(CountDownLatch heard) throws IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          wire.send("HTTP/1.1 200 OK\r\n\r\nhalf");
          heard.await();
          wire.socket().setSoLinger(true, 0);
        });
  }

  /** Closes its connection then, whether its response is whole or not. */
  private static TestApp closing(String response, CountDownLatch then) throws IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          wire.send("HTTP/1.1 200 OK\r\n" + response);
          then.await();
        });
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void responseDoesNotLookWhole(Transport transport) throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    try (TestApp app = resetting(heard);
        TestRouter router = TestRouter.open(transport).serve(app);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals("4", wire.readLine());
      assertEquals("half", wire.readLine());
      heard.countDown();
      assertThrows(EOFException.class, wire::readBody);
      assertTrue(router.line().startsWith("at=error code=H18 "));
    }
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void norDoesItByHttp2(Transport transport) throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    try (TestApp app = resetting(heard);
        TestRouter router = TestRouter.open(transport).serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      wire.head(1);
      while (wire.begun(1).body.isEmpty()) {
        wire.step();
      }
      heard.countDown();
      assertEquals(INTERNAL_ERROR, wire.response(1).error);
      assertTrue(router.line().startsWith("at=error code=H18 "));
    }
  }

  /** To clients of HTTP/1.0 nothing else tells that a response is over. */
  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void chunksThatAreCutDoNotLookWholeToAnOldClient(Transport transport) throws Exception {
    CountDownLatch atOnce = new CountDownLatch(0);
    try (TestApp app = closing("Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", atOnce);
        TestRouter router = TestRouter.open(transport).serve(app);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.0\r\nHost: shop.test\r\n\r\n");
      assertTrue(router.line().startsWith("at=error code=H18 "));
      assertThrows(SocketException.class, wire::readToEnd);
    }
  }

  /** By TLS an end without a close_notify is a cut; behind one the response would be whole. */
  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void norDoTheyByTls(Transport transport) throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    try (TestApp app = closing("Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", heard);
        TestRouter router = TestRouter.open(transport).serve(app);
        Wire wire = Certificates.connectAnew(router)) {
      wire.send("GET / HTTP/1.0\r\nHost: shop.test\r\n\r\n");
      assertTrue(wire.readHead());
      heard.countDown();
      assertTrue(router.line().startsWith("at=error code=H18 "));
      assertThrows(IOException.class, wire::readToEnd);
    }
  }

  /** Whose connection is nobody's any more, or another one's. */
  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void oldClientThatLeavesHasItsLine(Transport transport) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (TestApp app = closing("\r\nhalf", over);
        TestRouter router = TestRouter.open(transport).serve(app)) {
      try (Wire wire = router.connect()) {
        wire.send("GET / HTTP/1.0\r\nHost: shop.test\r\n\r\n");
        assertTrue(wire.readHead());
      }
      String line = router.line();
      assertTrue(line.contains("code=H27 "), line);
    } finally {
      over.countDown();
    }
  }

  /** As servers do that answer and close without having read the body. */
  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void answerToAnUploadIsWholeThoughItsConnectionIsReset(Transport transport) throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    try (TestApp app = resetting(heard);
        TestRouter router = TestRouter.open(transport).serve(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 4\r\n\r\nbody");
      assertTrue(wire.readHead());
      heard.countDown();
      assertEquals("half", wire.readBody());
      assertTrue(router.line().startsWith("at=info "));
    }
  }
}
