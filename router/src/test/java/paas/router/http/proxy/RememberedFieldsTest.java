package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The other end says how many fields HPACK may have both ends remember: they would be the router's
 * memory, gigabytes if it likes (RFC 7541 section 4.2). So it remembers none.
 */
@Timeout(60)
class RememberedFieldsTest {
  private static final int HEADER_TABLE_SIZE = 1;
  private static final byte[] ROOM = Http2Wire.setting(HEADER_TABLE_SIZE, Integer.MAX_VALUE);

  /** Reads a head as one can that remembers nothing of those before. */
  private static Http2Headers read(Http2Wire.Frame head) throws IOException {
    try {
      return new DefaultHttp2HeadersDecoder(false)
          .decodeHeaders(head.stream(), Unpooled.wrappedBuffer(head.payload()));
    } catch (Http2Exception e) {
      throw new IOException("It needs heads before", e);
    }
  }

  @Test
  void anAnswerNeedsNoneOfThoseBefore() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open().serve(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.frame(Http2Wire.SETTINGS, 0, 0, ROOM);
      for (int stream = 1; stream < 9; stream += 2) {
        wire.get(stream, "/");
        Http2Headers head = read(wire.frame(Http2Wire.HEADERS));
        assertEquals("200", head.status().toString());
        assertEquals("2", head.get("content-length").toString());
      }
    }
  }

  @Test
  void aRequestNeedsNoneOfThoseBeforeEither() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  while (true) {
                    Http2Wire.Frame head = wire.frame(Http2Wire.HEADERS);
                    seen.add(read(head).path().toString());
                    wire.answer(head.stream(), "ok");
                  }
                },
                ROOM);
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      for (int i = 0; i < 4; i++) {
        assertEquals("ok", wire.get(TestRouter.HOST, "/" + i));
        assertEquals("/" + i, seen.poll(10, TimeUnit.SECONDS));
      }
      assertEquals(1, app.connections.get());
    }
  }
}
