package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static paas.router.http.proxy.Http2Wire.ACK;
import static paas.router.http.proxy.Http2Wire.CONTINUATION;
import static paas.router.http.proxy.Http2Wire.DATA;
import static paas.router.http.proxy.Http2Wire.END_HEADERS;
import static paas.router.http.proxy.Http2Wire.END_STREAM;
import static paas.router.http.proxy.Http2Wire.GOAWAY;
import static paas.router.http.proxy.Http2Wire.HEADERS;
import static paas.router.http.proxy.Http2Wire.PADDED;
import static paas.router.http.proxy.Http2Wire.PING;
import static paas.router.http.proxy.Http2Wire.PRIORITY;
import static paas.router.http.proxy.Http2Wire.PUSH_PROMISE;
import static paas.router.http.proxy.Http2Wire.RST_STREAM;
import static paas.router.http.proxy.Http2Wire.SETTINGS;
import static paas.router.http.proxy.Http2Wire.WINDOW_UPDATE;
import static paas.router.http.proxy.Http2Wire.block;
import static paas.router.http.proxy.Http2Wire.bytes;
import static paas.router.http.proxy.Http2Wire.setting;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that break RFC 9113, and the error that answers them; the router goes on serving. */
class Http2RulesTest {
  private static final int PROTOCOL_ERROR = 1;
  private static final int FLOW_CONTROL_ERROR = 3;
  private static final int FRAME_SIZE_ERROR = 6;
  private static final int COMPRESSION_ERROR = 9;

  private static TestApp app;
  private static TestRouter router;

  /** What answers a case. */
  private sealed interface Answer {
    /** The stream is reset with this error. */
    record Reset(int error) implements Answer {}

    /** The connection ends, with this error. */
    record Gone(int error) implements Answer {}

    /** A response with this status. */
    record Status(int code) implements Answer {}
  }

  private record Case(String name, byte[] frames, Answer answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    app = TestApp.answering("web.1", "ok");
    router = TestRouter.open().serve(app);
  }

  @AfterAll
  static void stop() throws IOException {
    router.close();
    app.close();
  }

  private static Case reset(String name, int error, byte[]... frames) {
    return new Case(name, join(frames), new Answer.Reset(error));
  }

  private static Case gone(String name, int error, byte[]... frames) {
    return new Case(name, join(frames), new Answer.Gone(error));
  }

  private static Case status(String name, int code, byte[]... frames) {
    return new Case(name, join(frames), new Answer.Status(code));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] head(String... more) {
    return join(
        block(":method", "GET", ":scheme", "http", ":authority", "shop.test", ":path", "/"),
        block(more));
  }

  private static byte[] request(String... more) {
    return headers(1, END_HEADERS | END_STREAM, head(more));
  }

  private static byte[] only(String... fields) {
    return headers(1, END_HEADERS | END_STREAM, block(fields));
  }

  /** A POST whose body is still to come. */
  private static byte[] post(String... more) {
    return headers(
        1,
        END_HEADERS,
        join(
            block(":method", "POST", ":scheme", "http", ":authority", "shop.test", ":path", "/"),
            block(more)));
  }

  private static byte[] headers(int stream, int flags, byte[] block) {
    return bytes(HEADERS, flags, stream, block);
  }

  private static byte[] number(int value) {
    return Unpooled.buffer(4).writeInt(value).array();
  }

  private static Stream<Case> connection() {
    byte[] none = new byte[0];
    return Stream.of(
        gone("4.2 DATA above the frame size", FRAME_SIZE_ERROR, post(), big(DATA, 1)),
        gone("4.2 HEADERS above the frame size", FRAME_SIZE_ERROR, big(HEADERS, 1)),
        gone("4.2 unknown frame above the frame size", FRAME_SIZE_ERROR, big(0x50, 0)),
        gone("4.3 header block that is no HPACK", COMPRESSION_ERROR, badBlock((byte) 0xff)),
        gone("4.3 index into an empty table", COMPRESSION_ERROR, badBlock((byte) 0xbe)),
        gone("4.3 index zero", COMPRESSION_ERROR, badBlock((byte) 0x80)),
        gone(
            "4.3 PRIORITY inside a header block",
            PROTOCOL_ERROR,
            headers(1, END_STREAM, head()),
            bytes(PRIORITY, 0, 1, new byte[5])),
        gone(
            "4.3 another stream inside a header block",
            PROTOCOL_ERROR,
            headers(1, END_STREAM, head()),
            headers(3, END_HEADERS | END_STREAM, head())),
        gone("5.1 DATA on an idle stream", PROTOCOL_ERROR, bytes(DATA, END_STREAM, 1, none)),
        gone(
            "5.1 RST_STREAM on an idle stream", PROTOCOL_ERROR, bytes(RST_STREAM, 0, 1, number(8))),
        gone(
            "5.1 WINDOW_UPDATE on an idle stream",
            PROTOCOL_ERROR,
            bytes(WINDOW_UPDATE, 0, 1, number(8))),
        gone("5.1.1 even stream", PROTOCOL_ERROR, headers(2, END_HEADERS | END_STREAM, head())),
        gone("5.3.1 stream that depends on itself", PROTOCOL_ERROR, dependsOnItself()),
        gone("6.1 DATA on stream 0", PROTOCOL_ERROR, bytes(DATA, 0, 0, new byte[1])),
        gone(
            "6.1 padding longer than the frame",
            PROTOCOL_ERROR,
            post(),
            bytes(DATA, PADDED, 1, new byte[] {9, 1, 2})),
        gone(
            "6.2 HEADERS on stream 0",
            PROTOCOL_ERROR,
            headers(0, END_HEADERS | END_STREAM, head())),
        gone(
            "6.2 padding longer than the block",
            PROTOCOL_ERROR,
            headers(1, END_HEADERS | END_STREAM | PADDED, new byte[] {9, 0})),
        gone("6.3 PRIORITY on stream 0", PROTOCOL_ERROR, bytes(PRIORITY, 0, 0, new byte[5])),
        gone("6.4 RST_STREAM on stream 0", PROTOCOL_ERROR, bytes(RST_STREAM, 0, 0, number(8))),
        gone(
            "6.4 short RST_STREAM", FRAME_SIZE_ERROR, post(), bytes(RST_STREAM, 0, 1, new byte[3])),
        gone("6.5 SETTINGS on a stream", PROTOCOL_ERROR, bytes(SETTINGS, 0, 1, none)),
        gone("6.5 ACK with settings", FRAME_SIZE_ERROR, bytes(SETTINGS, ACK, 0, setting(3, 1))),
        gone("6.5 half a setting", FRAME_SIZE_ERROR, bytes(SETTINGS, 0, 0, new byte[3])),
        gone("6.5.2 push that is no flag", PROTOCOL_ERROR, bytes(SETTINGS, 0, 0, setting(2, 2))),
        gone(
            "6.5.2 window above 2^31-1",
            FLOW_CONTROL_ERROR,
            bytes(SETTINGS, 0, 0, setting(4, Integer.MIN_VALUE))),
        gone(
            "6.5.2 frame size below 16 KB",
            PROTOCOL_ERROR,
            bytes(SETTINGS, 0, 0, setting(5, 16_383))),
        gone(
            "6.5.2 frame size above 2^24-1",
            PROTOCOL_ERROR,
            bytes(SETTINGS, 0, 0, setting(5, 1 << 24))),
        gone(
            "6.6 PUSH_PROMISE of a client",
            PROTOCOL_ERROR,
            post(),
            bytes(PUSH_PROMISE, 4, 1, number(2))),
        gone("6.7 PING on a stream", PROTOCOL_ERROR, bytes(PING, 0, 1, new byte[8])),
        gone("6.7 short PING", FRAME_SIZE_ERROR, bytes(PING, 0, 0, new byte[6])),
        gone("6.7 long PING", FRAME_SIZE_ERROR, bytes(PING, 0, 0, new byte[9])),
        gone("6.8 GOAWAY on a stream", PROTOCOL_ERROR, bytes(GOAWAY, 0, 1, new byte[8])),
        gone("6.9 WINDOW_UPDATE of nothing", PROTOCOL_ERROR, bytes(WINDOW_UPDATE, 0, 0, number(0))),
        gone("6.9 short WINDOW_UPDATE", FRAME_SIZE_ERROR, bytes(WINDOW_UPDATE, 0, 0, new byte[3])),
        gone(
            "6.9.1 window of the connection above 2^31-1",
            FLOW_CONTROL_ERROR,
            bytes(WINDOW_UPDATE, 0, 0, number(Integer.MAX_VALUE))),
        gone("6.10 CONTINUATION of nothing", PROTOCOL_ERROR, continuation(1, END_HEADERS, none)),
        gone("6.10 CONTINUATION on stream 0", PROTOCOL_ERROR, continuation(0, END_HEADERS, none)),
        gone(
            "6.10 CONTINUATION after the end",
            PROTOCOL_ERROR,
            post(),
            continuation(1, END_HEADERS, head())),
        gone(
            "6.10 DATA instead of CONTINUATION",
            PROTOCOL_ERROR,
            headers(1, 0, head()),
            bytes(DATA, 0, 1, none)),
        gone(
            "6.10 CONTINUATION of another stream",
            PROTOCOL_ERROR,
            headers(1, 0, head()),
            continuation(3, END_HEADERS, none)));
  }

  private static byte[] big(int type, int stream) {
    return bytes(type, 0, stream, new byte[(16 << 10) + 1]);
  }

  private static byte[] badBlock(byte first) {
    return headers(1, END_HEADERS | END_STREAM, new byte[] {first, -1, -1, -1, -1, -1, -1, -1});
  }

  private static byte[] continuation(int stream, int flags, byte[] block) {
    return bytes(CONTINUATION, flags, stream, block);
  }

  private static Stream<Case> streams() {
    byte[] hello = "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return Stream.of(
        reset("6.9 stream's WINDOW_UPDATE of nothing", PROTOCOL_ERROR, post(), windowUpdate(0)),
        reset("6.9.1 stream's window above 2^31-1", FLOW_CONTROL_ERROR, post(), windowUpdate(-1)),
        reset("8.1 trailers that do not end", PROTOCOL_ERROR, post(), trailers(END_HEADERS)),
        reset(
            "8.1 pseudo-field in trailers",
            PROTOCOL_ERROR,
            post(),
            trailers(END_HEADERS | END_STREAM, ":path", "/")),
        reset(
            "8.1 hop-by-hop field in trailers",
            PROTOCOL_ERROR,
            post(),
            trailers(END_HEADERS | END_STREAM, "connection", "x")),
        reset(
            "8.1.1 shorter than content-length",
            PROTOCOL_ERROR,
            post("content-length", "9"),
            bytes(DATA, END_STREAM, 1, hello)),
        reset(
            "8.1.1 longer than content-length",
            PROTOCOL_ERROR,
            post("content-length", "3"),
            bytes(DATA, END_STREAM, 1, hello)),
        reset(
            "8.1.1 longer than content-length in two frames",
            PROTOCOL_ERROR,
            post("content-length", "6"),
            bytes(DATA, 0, 1, hello),
            bytes(DATA, END_STREAM, 1, hello)),
        reset(
            "8.1.1 body of length 0",
            PROTOCOL_ERROR,
            post("content-length", "0"),
            bytes(DATA, END_STREAM, 1, hello)),
        reset(
            "8.1.1 content-length without a body", PROTOCOL_ERROR, request("content-length", "3")),
        reset(
            "8.1.1 two lengths",
            PROTOCOL_ERROR,
            post("content-length", "5", "content-length", "6"),
            bytes(DATA, END_STREAM, 1, hello)),
        reset("8.2.1 upper-case name", PROTOCOL_ERROR, request("X-Mine", "1")),
        reset("8.2.1 space in a name", PROTOCOL_ERROR, request("x mine", "1")),
        reset("8.2.1 colon in a name", PROTOCOL_ERROR, request("x:mine", "1")),
        reset("8.2.1 no name", PROTOCOL_ERROR, request("", "1")),
        reset("8.2.1 line end in a name", PROTOCOL_ERROR, request("x\r\nhost", "1")),
        reset("8.2.1 line end in a value", PROTOCOL_ERROR, request("x", "1\r\nhost: evil")),
        reset("8.2.1 bare LF in a value", PROTOCOL_ERROR, request("x", "1\nhost: evil")),
        reset("8.2.1 bare CR in a value", PROTOCOL_ERROR, request("x", "1\r2")),
        reset("8.2.1 NUL in a value", PROTOCOL_ERROR, request("x", "1\u0000")),
        reset("8.2.1 space before a value", PROTOCOL_ERROR, request("x", " 1")),
        reset("8.2.1 space behind a value", PROTOCOL_ERROR, request("x", "1 ")),
        reset("8.2.2 connection", PROTOCOL_ERROR, request("connection", "close")),
        reset("8.2.2 keep-alive", PROTOCOL_ERROR, request("keep-alive", "5")),
        reset("8.2.2 proxy-connection", PROTOCOL_ERROR, request("proxy-connection", "close")),
        reset("8.2.2 upgrade", PROTOCOL_ERROR, request("upgrade", "websocket")),
        reset("8.2.2 transfer-encoding", PROTOCOL_ERROR, request("transfer-encoding", "chunked")),
        reset("8.2.2 te", PROTOCOL_ERROR, request("te", "gzip")),
        reset("8.3 unknown pseudo-field", PROTOCOL_ERROR, request(":x", "1")),
        reset("8.3 pseudo-field of responses", PROTOCOL_ERROR, request(":status", "200")),
        reset(
            "8.3 pseudo-field behind a field",
            PROTOCOL_ERROR,
            only(":method", "GET", ":scheme", "http", "host", "shop.test", ":path", "/")),
        reset("8.3.1 two methods", PROTOCOL_ERROR, request(":method", "GET")),
        reset("8.3.1 two paths", PROTOCOL_ERROR, request(":path", "/2")),
        reset("8.3.1 two authorities", PROTOCOL_ERROR, request(":authority", "shop.test")),
        reset("8.3.1 two hosts", PROTOCOL_ERROR, request("host", "shop.test", "host", "shop.test")),
        reset("8.3.1 host that differs", PROTOCOL_ERROR, request("host", "other.test")),
        reset("8.3.1 no method", PROTOCOL_ERROR, pseudo("", "http", "shop.test", "/")),
        reset("8.3.1 no scheme", PROTOCOL_ERROR, pseudo("GET", "", "shop.test", "/")),
        reset("8.3.1 no path", PROTOCOL_ERROR, pseudo("GET", "http", "shop.test", "")),
        reset("8.3.1 empty path", PROTOCOL_ERROR, target("GET", "")),
        reset("8.3.1 absolute path", PROTOCOL_ERROR, target("GET", "http://shop.test/")),
        reset("8.3.1 asterisk of GET", PROTOCOL_ERROR, target("GET", "*")),
        reset("8.3.1 method of two words", PROTOCOL_ERROR, target("GET /x", "/")),
        reset("8.3.1 line end in a method", PROTOCOL_ERROR, target("GET\r\n", "/")),
        reset("8.3.1 line end in a path", PROTOCOL_ERROR, target("GET", "/ HTTP/1.1\r\nx: y")),
        reset("8.3.1 unknown scheme", PROTOCOL_ERROR, pseudo("GET", "ftp", "shop.test", "/")),
        reset("8.3.1 user in authority", PROTOCOL_ERROR, pseudo("GET", "http", "a@shop.test", "/")),
        reset("8.5 CONNECT with a path", PROTOCOL_ERROR, target("CONNECT", "/")),
        reset("8.3.1 space in a path", PROTOCOL_ERROR, target("GET", "/a b")),
        status("8.3.1 no host at all", 400, pseudo("GET", "http", "", "/")),
        status("8.3.1 authority that is no name", 400, pseudo("GET", "http", "a/b", "/")),
        status("8.5 CONNECT", 400, pseudo("CONNECT", "", "shop.test", "")),
        status("10.5.1 long field", 431, request("x", "x".repeat(9_000))),
        status("long request line", 414, target("GET", "/" + "x".repeat(9_000))),
        status("unknown expectation", 417, request("expect", "miracles")));
  }

  private static byte[] dependsOnItself() {
    byte[] priority = {0, 0, 0, 1, 0};
    return headers(1, END_HEADERS | END_STREAM | 0x20, join(priority, head()));
  }

  private static byte[] windowUpdate(int by) {
    return bytes(WINDOW_UPDATE, 0, 1, number(by & Integer.MAX_VALUE));
  }

  private static byte[] trailers(int flags, String... fields) {
    return headers(1, flags, join(block("x-end", "1"), block(fields)));
  }

  private static byte[] target(String method, String path) {
    return only(":method", method, ":scheme", "http", ":authority", "shop.test", ":path", path);
  }

  /** A request without the pseudo-fields that are empty. */
  private static byte[] pseudo(String method, String scheme, String authority, String path) {
    return headers(
        1,
        END_HEADERS | END_STREAM,
        join(
            method.isEmpty() ? block() : block(":method", method),
            scheme.isEmpty() ? block() : block(":scheme", scheme),
            authority.isEmpty() ? block() : block(":authority", authority),
            path.isEmpty() ? block() : block(":path", path)));
  }

  static Stream<byte[]> frames() {
    return Stream.concat(connection(), streams()).map(Case::frames);
  }

  @ParameterizedTest
  @MethodSource({"connection", "streams"})
  void ruleIsKept(Case broken) throws Exception {
    try (Http2Wire wire = router.connectHttp2()) {
      wire.send(broken.frames());
      switch (broken.answer()) {
        case Answer.Reset(int error) -> {
          assertEquals(error, wire.response(1).error);
          wire.get(101, "/");
          assertEquals(200, wire.response(101).status(), "the connection goes on");
        }
        case Answer.Gone(int error) -> assertEquals(error, wire.goAway());
        case Answer.Status(int code) -> assertEquals(code, wire.response(1).status());
      }
    }
  }
}
