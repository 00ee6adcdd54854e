package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.h2.ForwardedHead;
import paas.router.http.h2.MalformedFields;
import paas.router.http.h2.RequestFields;
import paas.router.http.message.ClientAddress;
import paas.router.http.message.Forwarding;
import paas.router.http.message.Framing;
import paas.router.http.message.RequestHead;
import paas.router.http.message.RequestLineText;
import paas.router.http.message.Trailers;
import paas.router.http.message.TrustedProxies;

/**
 * Whatever the fields of an HTTP/2 request are, they are refused or make one request of HTTP/1.1,
 * the one that they mean, and the same one of HTTP/2 again. A test run tries the seeds;
 * docs/CONTRIBUTING.md says how to search for more.
 */
class Http2RequestFuzzTest {
  private static final int ENDS = 1;
  private static final int TRUSTED = 2;
  private static final int MAX_FIELDS = 200;
  private static final int MAX_LINE = 8 << 10;
  private static final int MAX_BODY = 1_000;
  private static final InetAddress PEER = InetAddress.ofLiteral("203.0.113.7");
  private static final String NEXT = "GET /next HTTP/1.1\r\nHost: next.test\r\n\r\n";

  private static byte[] seed(int flags, String method, String path, String... more) {
    String[] fields =
        Stream.concat(
                Stream.of(":method", method, ":scheme", "https", ":authority", "shop.test"),
                Stream.concat(Stream.of(":path", path), Stream.of(more)))
            .toArray(String[]::new);
    return FuzzedFields.of(flags, fields);
  }

  private static Stream<byte[]> corpus() {
    return Stream.of(
        seed(ENDS, "GET", "/"),
        seed(0, "POST", "/a?b=c", "content-type", "text/plain"),
        seed(0, "POST", "/", "content-length", "3"),
        seed(0, "POST", "/", "content-length", "0"),
        seed(ENDS, "POST", "/", "content-length", "00"),
        seed(0, "POST", "/", "content-length", "3", "content-length", "4"),
        seed(0, "POST", "/", "content_length", "3", "transfer_encoding", "chunked"),
        seed(ENDS, "OPTIONS", "*"),
        seed(ENDS, "GET", "/a b HTTP/1.1\r\nx: y"),
        seed(ENDS, "GET\r\nHost: evil", "/"),
        seed(ENDS, "GET", "/", "host", "shop.test"),
        seed(ENDS, "GET", "/", "host", "evil.test"),
        seed(ENDS, "GET", "/", "cookie", "a=b", "cookie", "c=d", "x", "y"),
        seed(ENDS, "GET", "/", "cookie", "a=b", "cookie", ""),
        seed(ENDS, "GET", "/", "te", "trailers", "accept", "*/*", "accept", "text/html"),
        seed(ENDS, "GET", "/", Collections.nCopies(2 * 196, "x").toArray(String[]::new)),
        seed(ENDS, "GET", "/", "x", "1\r\nHost: evil.test"),
        seed(ENDS, "GET", "/", "x: 1\r\ny", "2"),
        seed(ENDS, "GET", "/", "transfer-encoding", "chunked"),
        seed(ENDS, "GET", "/", "connection", "x-forwarded-for", "upgrade", "h2c"),
        seed(ENDS, "GET", "/", "sec-websocket-key1", "1", "sec-websocket-key2", "2"),
        seed(ENDS | TRUSTED, "GET", "/", "x-forwarded-for", "192.0.2.1", "forwarded", "for=x"),
        seed(ENDS | TRUSTED, "GET", "/", "x-forwarded-proto", "https", "x-forwarded-port", "1"),
        seed(ENDS, "GET", "/", "x-request-id", "0123456789abcdef0123", "via", "1.0 fred"),
        seed(0, "POST", "/", "expect", "100-continue", "trailer", "x-sum"),
        seed(0, "CONNECT", "/chat", ":protocol", "websocket", "sec-websocket-version", "13"),
        seed(0, "CONNECT", "/chat", ":protocol", "connect-udp"),
        FuzzedFields.of(ENDS, ":method", "GET", ":scheme", "http", ":path", "/", "host", "a.test"),
        FuzzedFields.of(ENDS, ":method", "CONNECT", ":authority", "shop.test:443"),
        FuzzedFields.of(0, "x-sum", "1", "host", "evil.test", "content_length", "7"));
  }

  @MethodSource("corpus")
  @FuzzTest(maxDuration = "2m")
  void requests(byte[] bytes) {
    FuzzedFields given = FuzzedFields.read(bytes);
    Forwarding request = forwarding(given.fields(), given.has(ENDS), given.has(TRUSTED));
    requireOneLine(request);
    RequestHead head = request.head();
    if (head.failure() == null) {
      ByteBuf out = Unpooled.buffer();
      request.write(out, 0);
      String written = out.toString(ISO_8859_1);
      requireOneRequest(head, written);
      new WrittenFields(given.fields()).check(written, head);
      if (wouldReadAgain(written)) {
        requireSameInHttp2(request);
      }
    }
  }

  private static Forwarding forwarding(Http2Headers fields, boolean ends, boolean trusted) {
    SplittableRandom random = new SplittableRandom(1);
    RequestHead head =
        new RequestHead(RequestFields.read(fields, ends, MAX_LINE, random), MAX_LINE);
    TrustedProxies proxies = TrustedProxies.parse(trusted ? "203.0.113.7" : "192.0.2.1");
    return Forwarding.of(head, ClientAddress.of(PEER, 443, true, proxies), random);
  }

  /** Refused or not, nobody forges a line of an app's log. */
  private static void requireOneLine(Forwarding request) {
    RequestLineText.Outcome outcome = new RequestLineText.Outcome(null, "web.1", 0, 0, 200, 0);
    String line = new RequestLineText().format(request, outcome);
    assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7f), line);
  }

  private static void requireOneRequest(RequestHead head, String written) {
    long length = head.framing() == Framing.CHUNKED ? 3 : head.announcedLength();
    String text = head.method() + " " + head.path() + " ";
    List<String> expected = List.of(text + length, "GET /next 0");
    String stream = written + "3\r\nabc\r\n0\r\n\r\n" + NEXT;
    if (head.framing() != Framing.CHUNKED) {
      stream = written + "b".repeat((int) Math.min(length, MAX_BODY)) + NEXT;
    }
    if (length > MAX_BODY) {
      expected = List.of(text + "?");
    }
    assertEquals(expected, ReferenceParser.read(stream), written);
    if (wouldReadAgain(written)) {
      assertEquals(expected, RequestFuzzTest.forwarded(stream, new SplittableRandom(1)), written);
    }
  }

  /** With its own lines the router may write more than it would read. */
  private static boolean wouldReadAgain(String written) {
    return written.lines().count() < MAX_FIELDS;
  }

  private static void requireSameInHttp2(Forwarding request) {
    RequestHead head = request.head();
    boolean ends = head.framing() == Framing.NONE && !head.wantsUpgrade();
    Http2Headers fields = ForwardedHead.of(request, 0);
    RequestHead again = forwarding(fields, ends, true).head();
    assertNull(again.failure(), fields::toString);
    assertEquals(head.method(), again.method());
    assertEquals(head.path(), again.path());
    assertEquals(head.hostHeader(), again.hostHeader());
    assertEquals(head.framing(), again.framing());
    assertEquals(head.announcedLength(), again.announcedLength());
    assertEquals(head.wantsWebSocket(), again.wantsWebSocket());
  }

  @MethodSource("corpus")
  @FuzzTest(maxDuration = "2m")
  void trailers(byte[] bytes) {
    HttpHeaders trailers;
    try {
      trailers = RequestFields.readTrailers(FuzzedFields.read(bytes).fields());
    } catch (MalformedFields e) {
      return;
    }
    ByteBuf out = Unpooled.buffer();
    Trailers.write(out, trailers);
    String head = "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\n\r\n";
    String stream = head + out.toString(ISO_8859_1) + NEXT;
    List<String> expected = List.of("POST / 0", "GET /next 0");
    assertEquals(expected, ReferenceParser.read(stream), stream);
    assertEquals(expected, RequestFuzzTest.forwarded(stream, new SplittableRandom(1)), stream);
  }
}
