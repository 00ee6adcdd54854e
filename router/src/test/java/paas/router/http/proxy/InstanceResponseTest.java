package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses over HTTP/2 that break the rules. */
@Timeout(60)
class InstanceResponseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
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

  @Test
  void headLargerThanTheLimitIsH25() throws Exception {
    String[] fields = new String[42];
    fields[0] = ":status";
    fields[1] = "200";
    for (int i = 2; i < fields.length; i += 2) {
      fields[i] = "x-" + i;
      fields[i + 1] = "v".repeat(8_000);
    }
    byte[] block = Http2Wire.block(fields);
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  int stream = wire.asked().stream();
                  int type = Http2Wire.HEADERS;
                  for (int from = 0; from < block.length; from += 16_000) {
                    int to = Math.min(block.length, from + 16_000);
                    int flags = to == block.length ? Http2Wire.END_HEADERS : 0;
                    wire.frame(type, flags, stream, Arrays.copyOfRange(block, from, to));
                    type = Http2Wire.CONTINUATION;
                  }
                  wire.data(stream, "x", true);
                  wire.asked();
                });
        TestRouter router = TestRouter.open().serveHttp2(app)) {
      assertTrue(router.get("/").contains("H25"));
    }
  }
}
