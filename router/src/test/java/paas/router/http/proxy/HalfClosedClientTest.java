package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.Target;

/**
 * A client that ends its side of the connection before it has its answer is taken for one that left
 * (H27): TCP does not tell the two apart, and what an instance does for nobody has to end.
 */
class HalfClosedClientTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n";

  private static Stream<Object[]> begunResponses() {
    return TestRouter.transports()
        .flatMap(transport ->
            Stream.of(
                new Object[] {transport, "Content-Length: 10\r\n\r\nhalf"},
                new Object[] {transport, "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"}));
  }

  private static TestRouter open(Transport transport) throws IOException {
    return TestRouter.at(InetAddress.getLoopbackAddress(), transport);
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void beforeTheAnswerItIsH27(Transport transport) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  asked.countDown();
                  wire.drain();
                });
        TestRouter router = open(transport).serve(app);
        Wire wire = router.connect()) {
      wire.send(GET);
      asked.await();
      wire.socket().shutdownOutput();
      assertEquals("", wire.readToEnd());
      String line = router.line();
      assertTrue(line.matches("at=error code=H27 .* dyno=web.1 .* status=499 bytes=0 .*"), line);
      TestRouter.await("the instance is told", () -> app.openConnections() == 0);
    }
  }

  @ParameterizedTest
  @MethodSource("begunResponses")
  void responseThatHasBegunDoesNotLookWhole(Transport transport, String response) throws Exception {
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send("HTTP/1.1 200 OK\r\n" + response);
                  wire.drain();
                });
        TestRouter router = open(transport).serve(app);
        Wire wire = router.connect()) {
      wire.send(GET);
      assertTrue(wire.readHead());
      wire.socket().shutdownOutput();
      assertThrows(EOFException.class, wire::readBody);
      assertTrue(router.line().startsWith("at=error code=H27 "));
      TestRouter.await("the instance is told", () -> app.openConnections() == 0);
    }
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void whoWaitsForAnAppLeavesTheQueue(Transport transport) throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = open(transport).route(new Target.Booting(TestRouter.SHOP));
        Wire wire = router.connect()) {
      wire.send(GET);
      wire.socket().shutdownOutput();
      assertEquals("", wire.readToEnd());
      String line = router.line();
      assertTrue(line.matches("at=error code=H27 .* dyno= connect= service= .*"), line);
      router.serve(app);
      assertEquals("ok", router.get("/"));
      assertEquals(1, app.connections.get(), "only the one that stayed was passed on");
    }
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void uploadThatEndsTooEarlyIsH27(Transport transport) throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = open(transport).serve(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 10\r\n\r\nhalf");
      wire.socket().shutdownOutput();
      assertEquals("", wire.readToEnd());
      assertTrue(router.line().startsWith("at=error code=H27 "));
    }
  }
}
