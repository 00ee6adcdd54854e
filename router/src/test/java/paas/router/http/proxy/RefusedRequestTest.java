package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong in themselves: refused with the right status, and no app sees them. */
class RefusedRequestTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: shop.test\r\nHost: shop.test\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: shop.test/evil\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: shop.test:80:80\r\n\r\n",
        "GET nowhere HTTP/1.1\r\nHost: shop.test\r\n\r\n",
        "GET ftp://shop.test/ HTTP/1.1\r\nHost: shop.test\r\n\r\n",
        "GET http://user@shop.test/ HTTP/1.1\r\nHost: shop.test\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: shop.test\r\n\r\n",
        "CONNECT shop.test:80 HTTP/1.1\r\nHost: shop.test\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: shop.test\r\n\r\n",
        "G\u0001T / HTTP/1.1\r\nHost: shop.test\r\n\r\n",
        "GET /\u0001 HTTP/1.1\r\nHost: shop.test\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3, 3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: +3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: -3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length:\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: shop.test\r\nBad Name: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: shop.test\r\nX: a\u0000b\r\n\r\n",
      })
  void malformedRequestIsRefusedAndNothingReachesTheApp(String request) throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send(request);
      assertTrue(wire.answer().contains("H26"));
      assertEquals(400, wire.status());
      assertEquals("close", wire.field("Connection"));
      assertEquals("", wire.readToEnd());
      assertEquals(0, app.connections.get());
    }
  }

  @Test
  void brokenChunkEndsTheRequest() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send(
          "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n");
      assertTrue(wire.answer().contains("H26"));
      assertTrue(router.line().startsWith("at=error code=H26 "));
    }
  }

  @Test
  void expectationThatNobodyCanMeetIsH26With417() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open().serve(app)) {
      String request = "GET / HTTP/1.1\r\nHost: shop.test\r\nExpect: tea\r\n\r\n";
      assertEquals(417, statusOf(router, request));
      String line = router.line();
      assertTrue(line.matches("at=error code=H26 desc=\"Request Error\" .* status=417 .*"), line);
    }
  }

  @Test
  void longLinesAreRefused() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open().serve(app)) {
      assertEquals(
          200,
          statusOf(router, "GET /" + "a".repeat(8_000) + " HTTP/1.1\r\nHost: shop.test\r\n\r\n"));
      assertEquals(
          414,
          statusOf(router, "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: shop.test\r\n\r\n"));
      assertEquals(
          200,
          statusOf(
              router, "GET / HTTP/1.1\r\nHost: shop.test\r\nX: " + "a".repeat(8_000) + "\r\n\r\n"));
      assertEquals(
          431,
          statusOf(
              router, "GET / HTTP/1.1\r\nHost: shop.test\r\nX: " + "a".repeat(9_000) + "\r\n\r\n"));
      assertEquals(
          431,
          statusOf(
              router,
              "GET / HTTP/1.1\r\nHost: shop.test\r\n"
                  + ("X: " + "a".repeat(7_000) + "\r\n").repeat(20)
                  + "\r\n"));
      assertEquals(
          417,
          statusOf(
              router,
              "POST / HTTP/1.1\r\nHost: shop.test\r\nExpect: tea\r\nContent-Length: 1\r\n\r\nx"));
    }
  }

  private static int statusOf(TestRouter router, String request) throws IOException {
    try (Wire wire = router.connect()) {
      wire.send(request);
      wire.answer();
      return wire.status();
    }
  }
}
