package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.router.http.Target;
import paas.router.http.message.ClientAddress;
import paas.router.http.message.RequestHead;
import paas.router.http.message.TrustedProxies;

/** What comes of a request's body before there is an instance for it. */
@Timeout(60)
class EarlyBodyTest {
  private static final String HEAD =
      "POST /boot HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\n\r\n";

  /** One read of these, 6 bytes each. */
  private static final int CHUNKS = (64 << 10) / 6;

  private static MemoryWorker worker(long total) {
    HttpLimits.Buffers buffers = new HttpLimits.Buffers(1 << 20, 64 << 10, total);
    return new MemoryWorker(false, HttpLimits.DEFAULT.withBuffers(buffers));
  }

  private static Exchange chunked(MemoryWorker worker, Client client) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    request.headers().set("Host", TestRouter.HOST).set("Transfer-Encoding", "chunked");
    ClientAddress address =
        ClientAddress.of(InetAddress.ofLiteral("192.0.2.1"), 80, false, TrustedProxies.NONE);
    return worker.exchange(client, new RequestHead(request, 8 << 10), address);
  }

  @Test
  void tinyPiecesAreJoinedUntilThereIsAnInstance() {
    MemoryWorker worker = worker(48 << 20);
    MemoryClient client = new MemoryClient();
    Exchange exchange = chunked(worker, client);
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < CHUNKS; i++) {
      String piece = i % 2 == 0 ? "x" : "y";
      body.append(piece);
      exchange.requestContent(new DefaultHttpContent(Unpooled.copiedBuffer(piece, ISO_8859_1)));
    }
    MemoryChannel instance = new MemoryChannel();
    exchange.connected(worker.connection(instance));
    String sent = sentTo(instance);
    int end = sent.indexOf("\r\n\r\n") + 4;
    assertEquals(body.toString(), sent.substring(end).replaceAll("[^xy]", ""));
    assertTrue(sent.length() - end < CHUNKS + 100, "each by itself is a chunk of its own");
    exchange.clientGone(false);
    client.take();
  }

  private static String sentTo(MemoryChannel instance) {
    StringBuilder sent = new StringBuilder();
    for (ByteBuf some = instance.readOutbound(); some != null; some = instance.readOutbound()) {
      sent.append(some.toString(ISO_8859_1));
      some.release();
    }
    return sent.toString();
  }

  @Test
  void whatWaitsCountsForItsBytesAndIsGivenBack() {
    byte[] flood = "1\r\nx\r\n".repeat(CHUNKS).getBytes(ISO_8859_1);
    for (boolean fits : new boolean[] {true, false}) {
      MemoryWorker worker = worker(fits ? CHUNKS + 2_000 : CHUNKS - 1);
      MemoryChannel channel = worker.connect();
      channel.feed(HEAD.getBytes(ISO_8859_1), HEAD.length());
      channel.feed(flood, flood.length);
      assertEquals(!fits, worker.isMemorySpent());
      channel.end();
      assertFalse(worker.isMemorySpent(), "is not given back");
      worker.requireIdle();
    }
  }

  /** Not only by the next tick: what comes until then would be memory that nobody counts. */
  @Test
  void uploadsThatWaitAreNotReadOnceTheyHoldAllThatTheyMay() {
    MemoryWorker worker = worker(150_000);
    MemoryChannel channel = worker.connect();
    byte[] begin =
        Http2RulesTest.join(
            Http2Wire.PREFACE.getBytes(ISO_8859_1),
            Http2Wire.bytes(Http2Wire.SETTINGS, 0, 0, new byte[0]),
            Http2Wire.bytes(Http2Wire.SETTINGS, Http2Wire.ACK, 0, new byte[0]),
            Http2Wire.bytes(
                Http2Wire.HEADERS,
                Http2Wire.END_HEADERS,
                1,
                Http2Wire.block(
                    ":method",
                    "POST",
                    ":scheme",
                    "http",
                    ":authority",
                    TestRouter.HOST,
                    ":path",
                    "/boot")));
    channel.feed(begin, begin.length);
    byte[] frame = Http2Wire.bytes(Http2Wire.DATA, 0, 1, new byte[16_000]);
    int read = 0;
    while (channel.config().isAutoRead() && read < 256_000) {
      channel.feed(frame, frame.length);
      read += 16_000;
    }
    assertTrue(read < 256_000, "it is read for as long as its window allows");
    assertTrue(worker.isMemorySpent());
    channel.end();
    assertFalse(worker.isMemorySpent(), "is not given back");
    worker.requireIdle();
  }

  @Test
  void tinyFramesAreJoinedUntilThereIsAnInstance() throws Exception {
    int frames = 900;
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (TestApp app = countingChunks(seen);
        TestRouter router = TestRouter.open(HttpLimits.DEFAULT);
        Http2Wire wire = router.route(new Target.Booting(TestRouter.SHOP)).connectHttp2()) {
      wire.request(1, false, "POST", "/");
      for (int i = 0; i < frames; i++) {
        wire.data(1, Integer.toString(i % 10), i == frames - 1);
      }
      wire.frame(Http2Wire.PING, 0, 0, new byte[8]);
      wire.frame(Http2Wire.PING);
      router.serve(app);
      assertEquals("ok", wire.response(1).body.toString());
      assertEquals("0123456789".repeat(frames / 10), seen.take());
      int chunks = Integer.parseInt(seen.take());
      assertTrue(chunks < 5, chunks + " chunks");
    }
  }

  /** Tells each body, and in how many chunks it came. */
  private static TestApp countingChunks(BlockingQueue<String> seen) throws IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          StringBuilder body = new StringBuilder();
          int chunks = 0;
          for (String size = wire.readLine(); !size.equals("0"); size = wire.readLine()) {
            body.append(wire.readBytes(Integer.parseInt(size, 16)));
            wire.readLine();
            chunks++;
          }
          seen.add(body.toString());
          seen.add(Integer.toString(chunks));
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          wire.readToEnd();
        });
  }
}
