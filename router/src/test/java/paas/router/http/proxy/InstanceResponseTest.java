package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.router.http.RouteLimits;

/** Responses over HTTP/2 that break the rules. */
@Timeout(60)
class InstanceResponseTest {
  private static final int INTERNAL_ERROR = 2;

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":status=;:status=200",
        ":status=abc",
        ":status=99",
        ":status=101",
        ":status=200;:status=200",
        ":status=200;:path=/",
        "x-a=b",
        "x-a=b;:status=200",
        ":status=200;connection=close",
        ":status=200;transfer-encoding=chunked",
        ":status=200;upgrade=h2c",
        ":status=200;keep-alive=5",
        ":status=200;X-Upper=b",
        ":status=200;x y=b",
        ":status=200;x-a=b\r\nx-c: d",
        ":status=200;x-a=b\u0000",
        ":status=200;x-a= b",
        ":status=200;content-length=+1",
        ":status=200;content-length=1;content-length=2"
      })
  void malformedHeadIsNoAnswer(String fields) throws Exception {
    String[] named = fields.split("[;]", -1);
    String[] pairs = new String[named.length * 2];
    for (int i = 0; i < named.length; i++) {
      int equals = named[i].indexOf('=');
      pairs[2 * i] = named[i].substring(0, equals);
      pairs[2 * i + 1] = named[i].substring(equals + 1);
    }
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  wire.headers(stream, false, pairs);
                  wire.data(stream, "x", true);
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      String page = wire.get(TestRouter.HOST, "/");
      assertTrue(page.contains("H25") || page.contains("H17"), wire.startLine() + page);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET 5 abc", "GET 5 -", "GET 2 abc", "HEAD 3 abc", "GET 0 abc"})
  void bodyOfAnotherLengthThanToldNeverBecomesTheNextResponse(String what) throws Exception {
    String[] words = what.split(" ");
    String body = words[2].equals("-") ? "" : words[2];
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  wire.headers(stream, false, ":status", "200", "content-length", words[1]);
                  wire.data(stream, body, true);
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send(words[0] + " / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      StringBuilder all = new StringBuilder();
      wire.readHead();
      for (int b = wire.socket().getInputStream().read(); b >= 0; ) {
        all.append((char) b);
        b = wire.socket().getInputStream().read();
      }
      assertTrue(all.length() < 5, "the connection is cut: " + all);
      assertTrue(router.line().startsWith("at=error "));
    }
  }

  /** More than all header lines of a response may have together. */
  private static byte[] muchAbove(String... first) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(Http2Wire.block(first));
    for (int i = 0; i < 20; i++) {
      block.writeBytes(Http2Wire.block("x-" + i, "v".repeat(8_000)));
    }
    return block.toByteArray();
  }

  private static void send(Http2Wire wire, int stream, byte[] block, int end) throws IOException {
    int type = Http2Wire.HEADERS;
    int flags = end;
    for (int from = 0; from < block.length; from += 16_000) {
      int to = Math.min(block.length, from + 16_000);
      flags |= to == block.length ? Http2Wire.END_HEADERS : 0;
      wire.frame(type, flags, stream, Arrays.copyOfRange(block, from, to));
      type = Http2Wire.CONTINUATION;
      flags = 0;
    }
  }

  @Test
  void headLargerThanTheLimitIsH25() throws Exception {
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  send(wire, stream, muchAbove(":status", "200"), 0);
                  wire.data(stream, "x", true);
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app)) {
      assertTrue(router.get("/").contains("H25"));
    }
  }

  /** What HPACK keeps is the whole connection's, so all of it is read. */
  @Test
  void headFarAboveTheLimitLeavesTheNeighboursAsTheyAre() throws Exception {
    byte[] large = Http2Wire.block(":status", "200", "x-large", "v".repeat(300 << 10));
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int first = wire.asked().stream();
                  int second = wire.asked().stream();
                  wire.headers(first, false, ":status", "200");
                  send(wire, second, large, 0);
                  wire.frame(Http2Wire.RST_STREAM);
                  wire.data(first, "whole", true);
                  wire.answer(wire.asked().stream(), "next");
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(RouteLimits.DEFAULT, app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/neighbour");
      wire.get(3, "/large");
      assertEquals(502, wire.response(3).status());
      assertTrue(router.line().contains(" code=H25 "));
      assertEquals("whole", wire.response(1).body.toString());
      wire.get(5, "/next");
      assertEquals("next", wire.response(5).body.toString());
      assertEquals(1, app.connections.get());
    }
  }

  /** On the first stream; answers the next one as usual. */
  private static TestApp endingInTrailersAboveTheLimit() throws IOException {
    return Http2App.app(
        "web.1",
        wire -> {
          int stream = wire.asked().stream();
          wire.headers(stream, false, ":status", "200");
          wire.data(stream, "half", false);
          send(wire, stream, muchAbove(), Http2Wire.END_STREAM);
          wire.answer(wire.asked().stream(), "next");
          wire.asked();
        });
  }

  /** So much that the connection cannot go on either; which request it was, nobody knows. */
  @ParameterizedTest
  @ValueSource(ints = {32, 1_400})
  void breachThatEndsTheConnectionIsTheInstancesAndNamed(int kilobytes) throws Exception {
    byte[] head = Http2Wire.block(":status", "200", "x-large", "v".repeat(kilobytes << 10));
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  if (kilobytes == 32) {
                    // Of a stream that cannot be.
                    wire.data(0, "x", false);
                  }
                  send(wire, stream, head, Http2Wire.END_STREAM);
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 0\r\n\r\n");
      String page = wire.answer();
      assertTrue(page.contains("H17"), page);
      assertTrue(router.line().contains(" code=H17 "));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "103"})
  void bodyBeforeTheHeadIsNoAnswer(String interim) throws Exception {
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  if (!interim.isEmpty()) {
                    send(wire, stream, Http2Wire.block(":status", interim), 0);
                  }
                  wire.data(stream, "early", false);
                  send(wire, stream, Http2Wire.block(":status", "200"), Http2Wire.END_STREAM);
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      String page = wire.answer();
      if (!interim.isEmpty()) {
        page = wire.answer();
      }
      assertTrue(page.contains("H17"), page);
      assertTrue(router.line().contains(" code=H17 "));
    }
  }

  /** A client that gets nothing at all may ask again, whatever it asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"trailers", "length", "reset"})
  void whatCameBeforeABreachInOneReadReachesTheClient(String breach) throws Exception {
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  ByteArrayOutputStream all = new ByteArrayOutputStream();
                  byte[] head = Http2Wire.block(":status", "200", "content-length", "6");
                  byte[] end = Http2Wire.block("X-Upper", "1");
                  all.writeBytes(
                      Http2Wire.bytes(Http2Wire.HEADERS, Http2Wire.END_HEADERS, stream, head));
                  all.writeBytes(Http2Wire.bytes(Http2Wire.DATA, 0, stream, new byte[] {'h', 'a'}));
                  all.writeBytes(
                      switch (breach) {
                        case "trailers" -> Http2Wire.bytes(Http2Wire.HEADERS, 5, stream, end);
                        case "length" -> Http2Wire.bytes(Http2Wire.DATA, 1, stream, new byte[9]);
                        default ->
                            Http2Wire.bytes(
                                Http2Wire.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
                      });
                  wire.send(all.toByteArray());
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 0\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals("ha", wire.readToEnd());
      assertTrue(router.line().startsWith("at=error code=H"));
    }
  }

  @Test
  void trailersLargerThanTheLimitCutTheClientOff() throws Exception {
    try (TestApp app = endingInTrailersAboveTheLimit();
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals("4\r\nhalf\r\n", wire.readToEnd());
      assertTrue(router.line().contains(" code=H25 "));
      assertEquals(0, router.tables.inFlight(List.of(app.endpoint())));
    }
  }

  @Test
  void trailersLargerThanTheLimitResetTheClientsStreamOnly() throws Exception {
    try (TestApp app = endingInTrailersAboveTheLimit();
        TestRouter router = TestRouter.open().serveHttp2(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      Http2Wire.Response response = wire.response(1);
      assertEquals("half", response.body.toString());
      assertEquals(INTERNAL_ERROR, response.error);
      assertTrue(router.line().contains(" code=H25 "));
      wire.get(3, "/");
      assertEquals("next", wire.response(3).body.toString());
      assertEquals(1, app.connections.get());
    }
  }
}
