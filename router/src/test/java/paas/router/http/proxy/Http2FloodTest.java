package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.router.http.proxy.Http2Wire.ACK;
import static paas.router.http.proxy.Http2Wire.CONTINUATION;
import static paas.router.http.proxy.Http2Wire.DATA;
import static paas.router.http.proxy.Http2Wire.HEADERS;
import static paas.router.http.proxy.Http2Wire.PING;
import static paas.router.http.proxy.Http2Wire.PRIORITY;
import static paas.router.http.proxy.Http2Wire.RST_STREAM;
import static paas.router.http.proxy.Http2Wire.SETTINGS;
import static paas.router.http.proxy.Http2Wire.WINDOW_UPDATE;
import static paas.router.http.proxy.Http2Wire.block;
import static paas.router.http.proxy.Http2Wire.bytes;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that make work without end are sent away, and others are served meanwhile. */
class Http2FloodTest {
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int CUT = -1;
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;
  private static final int FRAMES = 20_000;
  private static final int LARGE = 64 << 20;

  /** Answers "/" at once, sends much for "/large", and says nothing to anything else. */
  private TestApp app;

  private TestRouter router;

  @BeforeEach
  void start() throws IOException {
    app = TestApp.answeringRoot(Http2FloodTest::sendMuchIfAsked);
    router = TestRouter.open().serve(app);
  }

  private static void sendMuchIfAsked(Wire wire) throws IOException {
    if (!wire.startLine().equals("GET /large HTTP/1.1")) {
      wire.drain();
      return;
    }
    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
    byte[] block = new byte[64 << 10];
    for (int sent = 0; sent < LARGE; sent += block.length) {
      wire.send(block);
    }
  }

  @AfterEach
  void stop() throws IOException {
    router.close();
    app.close();
  }

  /** What is sent first, and then again and again. */
  private record Flood(String name, byte[] first, IntFunction<byte[]> frame) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Flood> floods() {
    byte[] none = new byte[0];
    byte[] open = bytes(HEADERS, 4, 1, request("POST", "/silent"));
    return Stream.of(
        new Flood("rapid reset", none, i -> join(open(2 * i + 1), reset(2 * i + 1))),
        new Flood("reset by the router", none, i -> join(open(2 * i + 1), stall(2 * i + 1))),
        new Flood("one too many", none, i -> open(2 * i + 1)),
        new Flood("DATA of a stream that is over", open, i -> i == 0 ? stall(1) : empty(1)),
        new Flood("SETTINGS", none, _ -> bytes(SETTINGS, 0, 0, none)),
        new Flood("PING", none, _ -> bytes(PING, 0, 0, new byte[8])),
        new Flood("PING answers", none, _ -> bytes(PING, ACK, 0, new byte[8])),
        new Flood("PRIORITY", none, i -> bytes(PRIORITY, 0, 2 * i + 1, new byte[] {0, 0, 0, 0, 1})),
        new Flood("unknown frames", none, _ -> bytes(0x42, 0, 0, none)),
        new Flood("empty DATA", open, _ -> empty(1)),
        new Flood("DATA of one byte", open, _ -> bytes(DATA, 0, 1, new byte[1])),
        new Flood("padding only", open, _ -> bytes(DATA, 8, 1, new byte[] {2, 0, 0})),
        new Flood("WINDOW_UPDATE of one byte", open, _ -> bytes(WINDOW_UPDATE, 0, 1, number(1))),
        new Flood(
            "empty CONTINUATION", bytes(HEADERS, 0, 1, none), _ -> bytes(CONTINUATION, 0, 1, none)),
        new Flood(
            "endless CONTINUATION",
            bytes(HEADERS, 0, 1, none),
            i -> bytes(CONTINUATION, 0, 1, block("x-" + i, "x".repeat(1_000)))));
  }

  private static byte[] request(String method, String path) {
    return block(":method", method, ":scheme", "http", ":authority", "shop.test", ":path", path);
  }

  private static byte[] open(int stream) {
    return bytes(HEADERS, 4, stream, request("POST", "/silent"));
  }

  private static byte[] reset(int stream) {
    return bytes(RST_STREAM, 0, stream, number(CANCEL));
  }

  /** A breach that the router answers by a reset of its own (CVE-2025-8671). */
  private static byte[] stall(int stream) {
    return bytes(WINDOW_UPDATE, 0, stream, number(Integer.MAX_VALUE));
  }

  private static byte[] empty(int stream) {
    return bytes(DATA, 0, stream, new byte[0]);
  }

  private static byte[] number(int value) {
    return Unpooled.buffer(4).writeInt(value).array();
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("floods")
  void floodEndsTheConnectionAndOthersAreServed(Flood flood) throws Exception {
    try (Http2Wire attacker = Http2Wire.withWindow(router.server.address(), 1_000);
        Http2Wire other = router.connectHttp2()) {
      Thread sender = Thread.ofVirtual().start(() -> send(attacker, flood));
      // What is sent on and never read resets the connection, and the reset may outrun the GOAWAY.
      int end = attacker.goAway();
      assertTrue(Set.of(ENHANCE_YOUR_CALM, CUT).contains(end), "GOAWAY with " + end);
      sender.join();
      other.get(1, "/");
      assertEquals("ok", other.response(1).body.toString());
      assertEquals("ok", router.get("/"));
      TestRouter.await(
          "no request of the attacker is left",
          () -> router.tables.inFlight(java.util.List.of(app.endpoint())) == 0);
    }
  }

  /** What is on its way for a stream that was reset is dropped, and not again with each reset. */
  @Test
  void manyStreamsThatAreResetGiveNoRoomForAFlood() throws Exception {
    try (Http2Wire attacker = router.connectHttp2()) {
      assertThrows(IOException.class, () -> floodBehindEarlyAnswers(attacker));
      int end = attacker.goAway();
      assertTrue(Set.of(ENHANCE_YOUR_CALM, CUT).contains(end), "GOAWAY with " + end);
    }
  }

  private static void floodBehindEarlyAnswers(Http2Wire wire) throws IOException {
    for (int stream = 1; stream < 100; stream += 2) {
      wire.requestNobody(stream, false, "POST");
      wire.frame(RST_STREAM);
      for (int i = 0; i < 1_000; i++) {
        wire.send(empty(stream));
      }
    }
    // Still there? Then this is answered.
    wire.frame(PING, 0, 0, new byte[8]);
    wire.frame(PING);
  }

  private static void send(Http2Wire wire, Flood flood) {
    try {
      wire.send(flood.first());
      for (int i = 0; i < FRAMES; i++) {
        wire.send(flood.frame().apply(i));
      }
    } catch (SocketException e) {
      // Closed by the router, as it must be.
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void requestsAboveTheLimitAreRefusedAndTheOthersServed() throws Exception {
    try (Http2Wire wire = router.connectHttp2()) {
      for (int i = 0; i < 101; i++) {
        wire.request(2 * i + 1, false, "POST", "/silent");
      }
      assertEquals(REFUSED_STREAM, wire.response(201).error);
      wire.reset(1, CANCEL);
      wire.get(203, "/");
      assertEquals("ok", wire.response(203).body.toString());
    }
  }

  @Test
  void fieldsAboveTheLimitAre431() throws Exception {
    try (Http2Wire wire = router.connectHttp2()) {
      String[] fields = new String[2 * 20];
      for (int i = 0; i < 20; i++) {
        fields[2 * i] = "x-" + i;
        fields[2 * i + 1] = "x".repeat(4_000);
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(request("GET", "/"));
      all.writeBytes(block(fields));
      byte[] block = all.toByteArray();
      for (int at = 0; at < block.length; at += 16_000) {
        int end = Math.min(block.length, at + 16_000);
        byte[] part = java.util.Arrays.copyOfRange(block, at, end);
        int flags = (end == block.length ? 4 : 0) | (at == 0 ? 1 : 0);
        wire.frame(at == 0 ? HEADERS : CONTINUATION, flags, 1, part);
      }
      assertEquals(431, wire.response(1).status());
      wire.get(3, "/");
      assertEquals("ok", wire.response(3).body.toString());
    }
  }

  @Test
  void clientThatOpensNoWindowIsIdleAndHoldsNobodyUp() throws Exception {
    try (TestRouter quick = TestRouter.open().serveBriefly(app);
        Http2Wire stalled = Http2Wire.withWindow(quick.server.address(), 1_000)) {
      stalled.get(1, "/large");
      assertEquals("ok", quick.get("/"));
      assertTrue(quick.line().contains(" status=200 "));
      String line = quick.line();
      assertTrue(line.startsWith("at=error code=H28 "), line);
      assertTrue(stalled.response(1).error > 0);
      stalled.get(3, "/");
      assertEquals("ok", stalled.response(3).body.toString(), "the connection goes on");
    }
  }

  @Test
  void slowReaderHoldsTheInstanceBackAndNoOtherStream() throws Exception {
    try (Http2Wire wire = Http2Wire.withWindow(router.server.address(), 1_000)) {
      wire.get(1, "/large");
      assertEquals(200, wire.head(1).status());
      for (int i = 0; i < 50; i++) {
        wire.get(2 * i + 3, "/");
        assertEquals("ok", wire.response(2 * i + 3).body.toString());
      }
    }
  }

  /** Sends as much as the windows allow, of which nothing is taken while the app boots. */
  private static void upload(Http2Wire wire) throws IOException {
    // The windows hold once the settings are acknowledged, which reading an answer does.
    wire.requestNobody(1, true, "GET");
    wire.response(1);
    for (int stream = 3; stream < 9; stream += 2) {
      wire.request(stream, false, "POST", "/");
      for (int i = 0; i < 15; i++) {
        wire.frame(DATA, 0, stream, new byte[1 << 14]);
      }
    }
  }

  @Test
  void uploadsThatNoInstanceTakesHoldUpNoOtherRequest() throws Exception {
    router.route(new paas.router.http.Target.Booting(TestRouter.SHOP));
    try (Http2Wire wire = router.connectHttp2()) {
      upload(wire);
      wire.requestNobody(9, true, "GET");
      assertEquals(404, wire.response(9).status());
    }
  }

  @Test
  void uploadsBeyondTheBudgetOfAllClientsAreNotRead() throws Exception {
    HttpLimits.Buffers buffers = new HttpLimits.Buffers(1 << 20, 4 << 10, 16 << 10);
    HttpLimits limits = HttpLimits.DEFAULT.withBuffers(buffers);
    try (TestRouter small = TestRouter.open(limits);
        Http2Wire wire = small.connectHttp2();
        Http2Wire other = small.connectHttp2()) {
      small.route(new paas.router.http.Target.Booting(TestRouter.SHOP));
      upload(wire);
      TestRouter.await("the connection is not read", () -> !answersPing(wire));
      TestRouter.await("the other one is", () -> answersPing(other));
      small.serve(app);
      TestRouter.await("the connection is read again", () -> answersPing(wire));
    }
  }

  private static boolean answersPing(Http2Wire wire) {
    try {
      wire.socket().setSoTimeout(1_000);
      wire.frame(PING, 0, 0, new byte[8]);
      Http2Wire.Frame frame = wire.next();
      while (frame.type() != PING) {
        assertTrue(frame.type() >= 0, "closed");
        frame = wire.next();
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void connectionWithoutRequestsIsClosedInTime() throws Exception {
    HttpLimits.Waits waits = TestRouter.QUICK.waits();
    HttpLimits quick =
        TestRouter.QUICK.withWaits(
            new HttpLimits.Waits(
                waits.connect(),
                waits.quarantine(),
                waits.news(),
                waits.boot(),
                Duration.ofMillis(200),
                waits.linger(),
                waits.tick()));
    try (TestRouter strict = TestRouter.open(quick);
        Http2Wire idle = strict.connectHttp2();
        Http2Wire unfinished = strict.connectHttp2();
        Http2Wire silent = Http2Wire.silent(strict.server.address())) {
      unfinished.frame(HEADERS, 0, 1, block(":method", "GET"));
      silent.send(new byte[] {'P', 'R', 'I'});
      assertEquals(0, idle.goAway());
      assertEquals(0, unfinished.goAway());
      assertEquals(-1, silent.goAway());
    }
  }
}
