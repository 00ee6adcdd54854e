package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.router.http.proxy.Http2RulesTest.join;
import static paas.router.http.proxy.Http2Wire.CONTINUATION;
import static paas.router.http.proxy.Http2Wire.DATA;
import static paas.router.http.proxy.Http2Wire.END_HEADERS;
import static paas.router.http.proxy.Http2Wire.END_STREAM;
import static paas.router.http.proxy.Http2Wire.GOAWAY;
import static paas.router.http.proxy.Http2Wire.HEADERS;
import static paas.router.http.proxy.Http2Wire.PING;
import static paas.router.http.proxy.Http2Wire.PUSH_PROMISE;
import static paas.router.http.proxy.Http2Wire.RST_STREAM;
import static paas.router.http.proxy.Http2Wire.SETTINGS;
import static paas.router.http.proxy.Http2Wire.WINDOW_UPDATE;
import static paas.router.http.proxy.Http2Wire.block;
import static paas.router.http.proxy.Http2Wire.bytes;
import static paas.router.http.proxy.Http2Wire.setting;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.message.ClientAddress;
import paas.router.http.message.RequestHead;
import paas.router.http.message.TrustedProxies;

/**
 * Whatever an instance sends by HTTP/2, its HTTP/1.1 client gets one whole response or is cut off,
 * and alike however the frames are cut into reads. A test run tries the seeds; docs/CONTRIBUTING.md
 * says how to search for more.
 */
class InstanceFramesFuzzTest {
  private static final MemoryWorker WORKER = new MemoryWorker(false);

  /** That of the first request on a connection. */
  private static final int STREAM = 3;

  private static final byte[] BEGINNING = bytes(SETTINGS, 0, 0, setting(8, 1));
  private static final ClientAddress CLIENT =
      ClientAddress.of(InetAddress.ofLiteral("203.0.113.7"), 80, false, TrustedProxies.NONE);

  private static byte[] head(int flags, String... fields) {
    return bytes(HEADERS, END_HEADERS | flags, STREAM, block(fields));
  }

  private static byte[] data(int flags, String text) {
    return bytes(DATA, flags, STREAM, text.getBytes(ISO_8859_1));
  }

  private static Stream<byte[]> corpus() {
    byte[] number = {0, 0, 0, 7};
    byte[] good = head(0, ":status", "200", "x", "y");
    byte[] measured = head(0, ":status", "200", "content-length", "5");
    byte[] last = data(END_STREAM, "piece");
    byte[] trailers = head(END_STREAM, "grpc-status", "0");
    return Stream.of(
        join(good, data(0, "piece"), last),
        join(data(0, "early"), good, last),
        join(data(END_STREAM, "early"), bytes(CONTINUATION, END_HEADERS, STREAM, number)),
        join(head(0, ":status", "103", "link", "</a>"), data(END_STREAM, "early")),
        join(good, data(0, "piece"), trailers),
        join(measured, last),
        join(measured, data(0, "pieces")),
        join(measured, data(END_STREAM, "pie")),
        join(measured, data(0, "piece"), trailers),
        join(head(0, ":status", "103", "link", "</a>"), good, last),
        join(head(END_STREAM, ":status", "204"), last),
        join(head(0, ":status", "304", "content-length", "9"), last),
        join(head(END_STREAM, ":status", "404", "content-length", "9")),
        join(good, bytes(RST_STREAM, 0, STREAM, number)),
        join(measured, last, bytes(RST_STREAM, 0, STREAM, new byte[4])),
        bytes(RST_STREAM, 0, STREAM, number),
        join(bytes(RST_STREAM, 0, STREAM, new byte[4]), new byte[] {-1, -1, -1}, new byte[6]),
        join(
            head(0, ":status", "103", "link", "</a>"),
            bytes(RST_STREAM, 0, STREAM, new byte[4]),
            new byte[] {-1, -1, -1},
            new byte[6]),
        bytes(GOAWAY, 0, 0, new byte[8]),
        join(good, bytes(GOAWAY, 0, 0, join(number, number)), last),
        join(bytes(PING, 0, 0, new byte[8]), bytes(WINDOW_UPDATE, 0, 0, number), good, trailers),
        join(bytes(SETTINGS, 0, 0, setting(3, 0)), good, last),
        join(good, bytes(PUSH_PROMISE, END_HEADERS, STREAM, join(number, block("a", "b")))),
        join(
            bytes(HEADERS, 0, STREAM, block(":status", "200")),
            bytes(CONTINUATION, END_HEADERS, STREAM, block("x", "1\r\nset-cookie: a=b"))),
        head(END_STREAM, ":status", "101"),
        head(END_STREAM, ":status", "200", "transfer-encoding", "chunked"));
  }

  /** What a client got of these bytes, and then of the end of the connection. */
  private record Got(String sent, MemoryClient.End end, boolean tunnel) {}

  private static Got read(byte[] bytes, int step) {
    MemoryChannel instance = new MemoryChannel();
    InstanceSession session = WORKER.session(instance);
    instance.feed(BEGINNING, BEGINNING.length);
    MemoryClient client = new MemoryClient();
    session.carry(WORKER.exchange(client, request(bytes.length), CLIENT));
    instance.feed(bytes, step);
    instance.finishAndReleaseAll();
    Got got = new Got(client.take(), client.end(), client.isTunnel());
    instance.requireNothingKept();
    WORKER.requireIdle();
    return got;
  }

  /** By its length the fuzzed text says which request it answers. */
  private static RequestHead request(int kind) {
    HttpMethod method = kind % 5 == 0 ? HttpMethod.HEAD : HttpMethod.GET;
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, "/");
    request.headers().set("Host", TestRouter.HOST).set("X-Request-Id", "0123456789abcdef0123");
    if (kind % 5 == 1) {
      request.headers().set("Connection", "Upgrade").set("Upgrade", "websocket");
    }
    return new RequestHead(request, 8 << 10);
  }

  @MethodSource("corpus")
  @FuzzTest(maxDuration = "2m")
  void frames(byte[] bytes) {
    Got whole = read(bytes, Math.max(1, bytes.length));
    for (int step : new int[] {1, 2, 3, 7, 100}) {
      assertEquals(whole, read(bytes, step), "in reads of " + step);
    }
    assertTrue(whole.end() != MemoryClient.End.NONE, "the client waits for ever");
    assertFalse(whole.sent().contains("Platform error"), whole.sent());
    if (whole.end() == MemoryClient.End.ANSWERED) {
      requireOneResponse(whole.sent(), bytes.length % 5 == 0);
    }
  }

  private static void requireOneResponse(String sent, boolean toHead) {
    byte[] exact = sent.getBytes(ISO_8859_1);
    byte[] longer = (sent + "x").getBytes(ISO_8859_1);
    String told = ResponseSearchFuzzTest.read(exact, exact.length, toHead);
    assertFalse(told.contains(ResponseSearchFuzzTest.BROKEN), sent);
    assertEquals(
        told + ResponseSearchFuzzTest.BROKEN,
        ResponseSearchFuzzTest.read(longer, longer.length, toHead),
        sent);
  }
}
