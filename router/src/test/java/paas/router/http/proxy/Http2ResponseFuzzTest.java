package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.h2.MalformedFields;
import paas.router.http.h2.ResponseFields;
import paas.router.http.message.RequestHead;
import paas.router.http.message.ResponseHead;
import paas.router.http.message.WebSocketAccept;

/**
 * Whatever the fields of an instance's HTTP/2 response are, they are refused or make one response
 * of HTTP/1.1, whole and no longer, and a sound one of HTTP/2. A test run tries the seeds;
 * docs/CONTRIBUTING.md says how to search for more.
 */
class Http2ResponseFuzzTest {
  private static final int ENDS = 1;
  private static final int TO_HEAD = 2;
  private static final int TO_WEBSOCKET = 4;
  private static final int BODY_SHIFT = 4;
  private static final int MAX_LINE = 8 << 10;
  private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");
  private static final Set<String> SWITCHING =
      Set.of("connection", "upgrade", "sec-websocket-accept");

  private static Stream<byte[]> corpus() {
    int three = 3 << BODY_SHIFT;
    return Stream.of(
        FuzzedFields.of(ENDS, ":status", "200"),
        FuzzedFields.of(ENDS, ":status", "200", "content-length", "0", "x", "y"),
        FuzzedFields.of(ENDS, ":status", "200", "content-length", "00"),
        FuzzedFields.of(0, ":status", "500", "content-length", "8888888888"),
        FuzzedFields.of(three, ":status", "200", "content-length", "3", "etag", "\"a\""),
        FuzzedFields.of(three, ":status", "200", "content-length", "2"),
        FuzzedFields.of(three, ":status", "200", "content-length", "3", "content-length", "3"),
        FuzzedFields.of(three, ":status", "404", "content_length", "9", "set-cookie", "a=b"),
        FuzzedFields.of(0, ":status", "204"),
        FuzzedFields.of(ENDS, ":status", "304", "content-length", "7"),
        FuzzedFields.of(three, ":status", "304", "content-length", "7"),
        FuzzedFields.of(0, ":status", "103", "link", "</a.css>"),
        FuzzedFields.of(0, ":status", "100", "content-length", "3"),
        FuzzedFields.of(0, ":status", "101", "upgrade", "websocket"),
        FuzzedFields.of(ENDS, ":status", "200", ":status", "500"),
        FuzzedFields.of(ENDS, ":status", "", ":status", "200"),
        FuzzedFields.of(ENDS, ":status", "+20"),
        FuzzedFields.of(ENDS | TO_HEAD, ":status", "200", "content-length", "3"),
        FuzzedFields.of(ENDS | TO_HEAD, ":status", "200"),
        FuzzedFields.of(TO_WEBSOCKET, ":status", "200", "sec-websocket-protocol", "chat"),
        FuzzedFields.of(ENDS | TO_WEBSOCKET, ":status", "200"),
        FuzzedFields.of(ENDS, ":status", "200", "x", "1\r\nset-cookie: a=b"),
        FuzzedFields.of(ENDS, ":status", "200", "x: 1\r\ny", "2"),
        FuzzedFields.of(ENDS, ":status", "200", "transfer-encoding", "chunked"),
        FuzzedFields.of(ENDS, ":status", "200", "strict-transport-security", "max-age=1"),
        FuzzedFields.of(ENDS, ":status", "200", "te", "trailers", "trailer", "x-sum"),
        FuzzedFields.of(ENDS, ":status", "200", "x", "<broken>", "y", "<end>"),
        FuzzedFields.of(ENDS, ":status", "200", "keep_alive", "timeout=5", "x", "\t"));
  }

  @MethodSource("corpus")
  @FuzzTest(maxDuration = "2m")
  void responses(byte[] bytes) {
    FuzzedFields given = FuzzedFields.read(bytes);
    RequestHead request = request(given);
    try {
      boolean toHead = given.has(TO_HEAD);
      HttpResponse response = ResponseFields.read(given.fields(), given.has(ENDS), toHead);
      boolean good = response.status().code() / 100 == 2;
      if (given.has(TO_WEBSOCKET) && good && !given.has(ENDS)) {
        response = WebSocketAccept.answering(request, response);
      }
      ResponseHead head = new ResponseHead(response, request);
      if (head.failure() == null) {
        requireOneResponse(given, response, head);
        requireSoundInHttp2(head, given.has(ENDS), toHead);
      }
    } catch (MalformedFields e) {
      // It is refused.
    }
  }

  private static RequestHead request(FuzzedFields given) {
    HttpMethod method = given.has(TO_HEAD) ? HttpMethod.HEAD : HttpMethod.GET;
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, "/");
    request.headers().set(HttpHeaderNames.HOST, "shop.test");
    if (given.has(TO_WEBSOCKET)) {
      request.headers().set(HttpHeaderNames.CONNECTION, "upgrade");
      request.headers().set(HttpHeaderNames.UPGRADE, "websocket");
    }
    return new RequestHead(request, MAX_LINE);
  }

  private static void requireOneResponse(
      FuzzedFields given, HttpResponse response, ResponseHead head) {
    ByteBuf out = Unpooled.buffer();
    int status = head.status();
    if (status == 101) {
      head.writeSwitch(out, "");
    } else if (status < 200) {
      head.writeInterim(out);
    } else {
      head.write(out, "", false, "");
    }
    String written = out.toString(ISO_8859_1);
    requireGiven(written, given.fields(), status == 101);
    if (status < 200 && status != 101) {
      written += "HTTP/1.1 204 No Content\r\n\r\n";
    } else if (status >= 200 && !given.has(ENDS)) {
      Optional<String> body = body(given, response, head);
      if (body.isEmpty()) {
        return;
      }
      written += body.get();
    }
    requireWhole(written, given.has(TO_HEAD));
  }

  /** Each line is a field of the response, or tells of its end. */
  private static void requireGiven(String head, Http2Headers fields, boolean switches) {
    Set<String> theirs = new TreeSet<>();
    fields.forEach(field -> theirs.add(field.getKey() + ": " + field.getValue()));
    String[] lines = head.split("\r\n");
    for (int i = 1; i < lines.length; i++) {
      String name = lines[i].substring(0, lines[i].indexOf(": ")).toLowerCase(Locale.ROOT);
      boolean ours = FRAMING.contains(name) || (switches && SWITCHING.contains(name));
      assertTrue(ours || theirs.contains(lines[i]), "never given: " + lines[i]);
    }
  }

  /**
   * What an HTTP/1.1 client gets of a body of some bytes; empty if more are announced than tried.
   */
  private static Optional<String> body(
      FuzzedFields given, HttpResponse response, ResponseHead head) {
    BodyLength length = new BodyLength();
    length.expect(response, given.has(TO_HEAD));
    int size = given.flags() >> BODY_SHIFT & 7;
    size = length.admits(size) ? size : 0;
    int more = 0;
    while (!length.isMet() && more < MAX_LINE && length.admits(1)) {
      more++;
    }
    EmbeddedChannel channel = new EmbeddedChannel();
    ByteBuf data = Unpooled.copiedBuffer("b".repeat(size + more), US_ASCII);
    Chunks.write(channel, head.framing(), new DefaultLastHttpContent(data));
    channel.flush();
    StringBuilder sent = new StringBuilder();
    for (ByteBuf some = channel.readOutbound(); some != null; some = channel.readOutbound()) {
      sent.append(some.toString(ISO_8859_1));
      some.release();
    }
    return length.isMet() ? Optional.of(sent.toString()) : Optional.empty();
  }

  private static void requireWhole(String written, boolean toHead) {
    byte[] bytes = written.getBytes(ISO_8859_1);
    String told = ResponseSearchFuzzTest.read(bytes, bytes.length, toHead);
    if (told.contains(ResponseSearchFuzzTest.END) || bytes.length < MAX_LINE) {
      assertTrue(
          told.contains(ResponseSearchFuzzTest.END)
              && !told.contains(ResponseSearchFuzzTest.BROKEN),
          () -> told + written);
      byte[] longer = (written + "x").getBytes(ISO_8859_1);
      assertEquals(
          told + ResponseSearchFuzzTest.BROKEN,
          ResponseSearchFuzzTest.read(longer, longer.length, toHead),
          written);
    }
  }

  private static void requireSoundInHttp2(ResponseHead head, boolean ends, boolean toHead)
      throws MalformedFields {
    Http2Headers fields = new DefaultHttp2Headers(false);
    fields.status(Integer.toString(head.status() == 101 ? 200 : head.status()));
    head.forEachField("", (name, value) -> fields.add(AsciiString.of(name).toLowerCase(), value));
    HttpResponse again = ResponseFields.read(fields, ends, toHead);
    assertEquals(fields.size() - 1, again.headers().size(), fields::toString);
  }
}
