package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static paas.router.http.proxy.Http2Wire.DATA;
import static paas.router.http.proxy.Http2Wire.RST_STREAM;
import static paas.router.http.proxy.Http2Wire.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import paas.router.http.Hostname;
import paas.router.http.Pages;
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteSettings;
import paas.router.http.Target;
import paas.router.http.Visitors;

/**
 * What a client sent before it could know that its stream is over is dropped, and its other streams
 * go on (RFC 9113 section 5.1, "closed").
 */
class Http2LateFramesTest {
  private static final int NO_ERROR = 0;
  private static final int PROTOCOL_ERROR = 1;
  private static final int STREAM_CLOSED = 5;
  private static final int REFUSED_STREAM = 7;
  private static final int STREAMS = 100;

  /** More than the window of the connection has room for, in more frames than may be answered. */
  private static final int FRAMES = 2_000;

  private static final int FRAME = 1_000;
  private static final int BODY_LIMIT = 10_000;

  /** Answers "/" at once and says nothing to anything else. */
  private TestApp app;

  private TestRouter router;

  @BeforeEach
  void start() throws IOException {
    app = TestApp.answeringRoot(Wire::drain);
    Target target =
        new Target.Serving(TestRouter.SHOP, java.util.List.of(app.endpoint()), RouteLimits.DEFAULT);
    RouteSettings settings = new RouteSettings(Visitors.ALL, BODY_LIMIT, false, Pages.NONE);
    Hostname host = new Hostname(TestRouter.HOST);
    router =
        TestRouter.open()
            .put(java.util.List.of(new Route(host, PathPrefix.ROOT, target, settings)));
  }

  @AfterEach
  void stop() throws IOException {
    router.close();
    app.close();
  }

  private static void sendBody(Http2Wire wire, int stream) throws IOException {
    byte[] frame = bytes(DATA, 0, stream, new byte[FRAME]);
    for (int i = 0; i < FRAMES; i++) {
      wire.send(frame);
    }
  }

  private static void sendTrailers(Http2Wire wire, int stream) throws IOException {
    wire.headers(stream, true, "x-end", "1");
  }

  /** The resets of this stream until another request, sent behind all, is answered. */
  private static int resetsOf(Http2Wire wire, int stream, int next) throws IOException {
    wire.frame(Http2Wire.PING, 0, 0, new byte[8]);
    int resets = 0;
    Http2Wire.Frame frame = wire.next();
    while (!(frame.type() == Http2Wire.PING && frame.has(Http2Wire.ACK))) {
      assertEquals(false, frame.type() < 0 || frame.type() == Http2Wire.GOAWAY, "it is closed");
      resets += frame.type() == RST_STREAM && frame.stream() == stream ? 1 : 0;
      frame = wire.next();
    }
    wire.get(next, "/");
    assertEquals("ok", wire.response(next).body.toString(), "the connection goes on");
    return resets;
  }

  @Test
  void bodyOfARefusedStreamIsDropped() throws Exception {
    try (Http2Wire wire = router.connectHttp2()) {
      for (int i = 0; i < STREAMS; i++) {
        wire.request(2 * i + 1, true, "GET", "/silent");
      }
      wire.request(201, false, "POST", "/silent");
      wire.data(201, "on its way", false);
      assertEquals(REFUSED_STREAM, wire.response(201).error);
      sendBody(wire, 201);
      sendTrailers(wire, 201);
      wire.reset(1, NO_ERROR);
      assertEquals(0, resetsOf(wire, 201, 203));
    }
  }

  @Test
  void bodyBehindAnEarlyAnswerIsDropped() throws Exception {
    try (Http2Wire wire = router.connectHttp2()) {
      wire.requestNobody(1, false, "POST");
      assertEquals(404, wire.head(1).status());
      sendBody(wire, 1);
      sendTrailers(wire, 1);
      assertEquals(1, resetsOf(wire, 1, 3));
    }
  }

  @Test
  void bodyAboveTheLimitIsDropped() throws Exception {
    try (Http2Wire wire = router.connectHttp2()) {
      wire.request(1, false, "POST", "/silent");
      wire.frame(DATA, 0, 1, new byte[BODY_LIMIT + 1]);
      assertEquals(413, wire.head(1).status());
      sendBody(wire, 1);
      assertEquals(1, resetsOf(wire, 1, 3));
    }
  }

  @Test
  void bodyOfAMalformedRequestIsDropped() throws Exception {
    try (Http2Wire wire = router.connectHttp2()) {
      wire.request(1, false, "POST", "/silent", "Upper-Case", "1");
      wire.data(1, "on its way", false);
      assertEquals(PROTOCOL_ERROR, wire.response(1).error);
      sendBody(wire, 1);
      assertEquals(0, resetsOf(wire, 1, 3));
    }
  }

  /** Each upload is cut short, and none of what was on its way for it is held against the rest. */
  @Test
  void uploadsThatAreCutShortOneAfterAnotherEndNoConnection() throws Exception {
    try (Http2Wire wire = router.connectHttp2()) {
      for (int stream = 1; stream < 60; stream += 2) {
        wire.request(stream, false, "POST", "/silent", "content-length", "100000");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
          body.writeBytes(bytes(DATA, i == 99 ? 1 : 0, stream, new byte[FRAME]));
        }
        assertEquals(413, wire.head(stream).status());
        wire.send(body.toByteArray());
      }
      assertEquals(0, resetsOf(wire, 61, 63));
    }
  }

  @Test
  void streamThatTheClientEndedTakesNothingMore() throws Exception {
    try (Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      assertEquals("ok", wire.response(1).body.toString());
      wire.data(1, "more", false);
      assertEquals(STREAM_CLOSED, wire.frame(RST_STREAM).error());
    }
  }

  @Test
  void streamThatCannotHaveBeenIsABreach() throws Exception {
    try (Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/");
      assertEquals("ok", wire.response(1).body.toString());
      wire.data(3, "more", false);
      assertEquals(PROTOCOL_ERROR, wire.goAway());
    }
  }
}
