package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static paas.router.http.proxy.Http2RulesTest.join;
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
import static paas.router.http.proxy.Http2Wire.RST_STREAM;
import static paas.router.http.proxy.Http2Wire.SETTINGS;
import static paas.router.http.proxy.Http2Wire.WINDOW_UPDATE;
import static paas.router.http.proxy.Http2Wire.block;
import static paas.router.http.proxy.Http2Wire.bytes;
import static paas.router.http.proxy.Http2Wire.setting;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.h2.ClientFrames;
import paas.router.http.h2.FloodGuard;
import paas.router.http.h2.Http2Limits;
import paas.router.http.h2.WindowReserve;

/**
 * The frames of an HTTP/2 client are heard alike however they are cut into reads; what breaks the
 * rules is answered by a reset or a GOAWAY, never by a failure of the router's own. A test run
 * tries the seeds; docs/CONTRIBUTING.md says how to search for more.
 */
class Http2FramesFuzzTest {
  private static final int MAX_SEED = 2_000;
  private static final MemoryWorker WORKER = new MemoryWorker(false);
  private static final byte[] BEGINNING =
      join(text(Http2Wire.PREFACE), bytes(SETTINGS, 0, 0, new byte[0]));

  /** Stands behind the codec, which passes on why it ends a connection. */
  private static final class Behind extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
        ctx.fireExceptionCaught(cause);
      }
    }
  }

  private static Stream<byte[]> corpus() {
    return Stream.concat(sound(), Http2RulesTest.frames().filter(it -> it.length < MAX_SEED));
  }

  private static Stream<byte[]> sound() {
    byte[] get = headers(1, END_HEADERS | END_STREAM, "GET", "/");
    byte[] post = headers(3, END_HEADERS, "POST", "/a");
    byte[] piece = bytes(DATA, 0, 3, text("piece"));
    byte[] last = bytes(DATA, END_STREAM | PADDED, 3, text("\2last\0\0"));
    byte[] trailers = bytes(HEADERS, END_HEADERS | END_STREAM, 3, block("x-sum", "1"));
    byte[] takenBack = bytes(RST_STREAM, 0, 3, new byte[] {0, 0, 0, 8});
    byte[] coded = HexFormat.of().parseHex("828684418cf1e3c2e5f23a6ba0ab90f4ff");
    return Stream.of(
        join(get, post, piece, last),
        join(post, piece, trailers, headers(5, END_HEADERS | END_STREAM, "HEAD", "/")),
        join(get, headers(1, END_HEADERS, "POST", "/a"), piece, last),
        join(post, piece, takenBack, headers(5, END_HEADERS | END_STREAM, "PUT", "/")),
        join(headers(3, END_HEADERS, "DELETE", "/"), piece, piece, last, get),
        join(headers(3, END_HEADERS, "POST", "/boot"), piece, takenBack),
        join(headers(3, END_HEADERS, "POST", "/boot"), piece, last),
        join(headers(3, END_HEADERS, "CONNECT", "/", ":protocol", "websocket"), piece, last),
        join(post, bytes(DATA, 0, 3, new byte[0]), last, bytes(PING, 0, 0, new byte[8])),
        join(
            bytes(SETTINGS, 0, 0, setting(4, 1)), get, bytes(WINDOW_UPDATE, 0, 1, text("\0\0\0~"))),
        join(bytes(SETTINGS, 0, 0, setting(1, 0)), get, bytes(SETTINGS, ACK, 0, new byte[0])),
        join(
            bytes(HEADERS, END_STREAM, 1, coded), bytes(CONTINUATION, END_HEADERS, 1, new byte[0])),
        join(bytes(PRIORITY, 0, 7, new byte[5]), get, bytes(GOAWAY, 0, 0, new byte[8])),
        bytes(0x50, 0, 1, text("unknown")));
  }

  private static byte[] headers(int stream, int flags, String method, String path, String... more) {
    byte[] host = block(":scheme", "http", ":authority", TestRouter.HOST, ":path", path);
    return bytes(HEADERS, flags, stream, join(block(":method", method), host, block(more)));
  }

  private static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** What came of a connection, on its streams and as its ends. */
  private static String read(byte[] bytes, int step) {
    FramesHeard heard = new FramesHeard();
    Http2Limits limits = Http2Limits.DEFAULT;
    MemoryChannel channel = new MemoryChannel();
    channel
        .pipeline()
        .addLast(
            ClientFrames.of(
                limits,
                new FloodGuard(limits, () -> 0),
                heard::accept,
                1 << 20,
                new WindowReserve(limits.grownOfAll())),
            new Behind());
    channel.feed(BEGINNING, BEGINNING.length);
    channel.feed(bytes, step);
    FramesSent sent = FramesSent.on(channel);
    channel.end();
    return heard + " " + sent.ends();
  }

  @MethodSource("corpus")
  @FuzzTest(maxDuration = "2m")
  void frames(byte[] bytes) {
    String whole = read(bytes, Math.max(1, bytes.length));
    for (int step : new int[] {1, 2, 3, 7, 100}) {
      assertEquals(whole, read(bytes, step), "in reads of " + step);
    }
  }

  @MethodSource("corpus")
  @FuzzTest(maxDuration = "2m")
  void connections(byte[] bytes) {
    MemoryChannel channel = WORKER.connect();
    channel.feed(BEGINNING, BEGINNING.length);
    channel.feed(bytes, 1 + bytes.length % 100);
    FramesSent sent = FramesSent.on(channel);
    channel.end();
    assertFalse(sent.statuses().contains("500"), () -> sent.statuses().toString());
    WORKER.requireIdle();
  }
}
