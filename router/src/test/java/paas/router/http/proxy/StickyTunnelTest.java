package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Pages;
import paas.router.http.PathPrefix;
import paas.router.http.Protocol;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteSettings;
import paas.router.http.Target;
import paas.router.http.Visitors;

/**
 * An app may be asked for nothing but WebSockets: their clients come back to their instance too.
 */
class StickyTunnelTest {
  private static final String COOKIE = "paas-instance=[0-9a-f]{20}; Path=/; HttpOnly; SameSite=Lax";

  private static TestApp socket(String name) throws IOException {
    return TestApp.start(
        name,
        wire -> {
          wire.readHead();
          wire.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n");
          wire.send("Connection: Upgrade\r\nSet-Cookie: own=1\r\n\r\n" + name);
          wire.drain();
        });
  }

  private static TestApp socketByHttp2() throws IOException {
    return Http2App.app(
        "web.1",
        wire -> {
          while (true) {
            Http2Wire.Asked asked = wire.asked();
            wire.headers(asked.stream(), false, ":status", "200");
            wire.data(asked.stream(), "web.1", false);
          }
        },
        Http2Wire.setting(Http2App.ENABLE_CONNECT_PROTOCOL, 1));
  }

  private static void serve(TestRouter router, Protocol protocol, TestApp... apps) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (TestApp app : apps) {
      endpoints.add(app.endpoint());
    }
    Target target = new Target.Serving(TestRouter.SHOP, endpoints, RouteLimits.DEFAULT);
    RouteSettings sticky =
        new RouteSettings(Visitors.ALL, RouteSettings.UNLIMITED, true, Pages.NONE, protocol);
    router.put(List.of(new Route(new Hostname(TestRouter.HOST), PathPrefix.ROOT, target, sticky)));
  }

  /** The cookies that the answer sets, all in one, and which instance is at the other end. */
  private record Opened(List<String> cookies, String instance) {}

  private static Opened open(TestRouter router, String cookie) throws IOException {
    try (Wire wire = router.connect()) {
      wire.send("GET /ws HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade\r\n");
      wire.send("Upgrade: websocket\r\nSec-WebSocket-Key: x\r\nCookie: " + cookie + "\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals(101, wire.status());
      List<String> cookies =
          wire.fields().stream()
              .filter(line -> line.startsWith("Set-Cookie: "))
              .map(line -> line.substring("Set-Cookie: ".length()))
              .toList();
      return new Opened(cookies, wire.readBytes(5));
    }
  }

  private static Opened openByHttp2(TestRouter router, String cookie) throws IOException {
    try (Http2Wire wire = router.connectHttp2()) {
      wire.headers(
          1,
          false,
          ":method",
          "CONNECT",
          ":protocol",
          "websocket",
          ":scheme",
          "http",
          ":authority",
          TestRouter.HOST,
          ":path",
          "/ws",
          "sec-websocket-version",
          "13",
          "cookie",
          cookie);
      Http2Wire.Response response = wire.head(1);
      assertEquals(200, response.status());
      while (response.body.length() < 5) {
        wire.step();
      }
      List<String> cookies =
          response.head.getAll("set-cookie").stream().map(CharSequence::toString).toList();
      return new Opened(cookies, response.body.toString());
    }
  }

  private static String token(Opened opened) {
    String cookie = opened.cookies().getLast();
    assertTrue(cookie.matches(COOKIE), cookie);
    return cookie.split(";", -1)[0];
  }

  @Test
  void aWebSocketThatIsOpenedAnewReachesItsInstance() throws Exception {
    try (TestApp one = socket("web.1");
        TestApp two = socket("web.2");
        TestRouter router = TestRouter.open()) {
      serve(router, Protocol.HTTP_1, one, two);
      Opened first = open(router, "a=b");
      assertEquals(List.of("own=1", first.cookies().getLast()), first.cookies());
      String token = token(first);
      for (int i = 0; i < 10; i++) {
        assertEquals(new Opened(List.of("own=1"), first.instance()), open(router, token));
        assertEquals(new Opened(List.of("own=1"), first.instance()), openByHttp2(router, token));
      }
    }
  }

  @Test
  void oneOverHttp2DoesToo() throws Exception {
    try (TestApp app = socket("web.1");
        TestRouter router = TestRouter.open()) {
      serve(router, Protocol.HTTP_1, app);
      Opened first = openByHttp2(router, "a=b");
      assertEquals(2, first.cookies().size(), first::toString);
      assertEquals(List.of("own=1"), openByHttp2(router, token(first)).cookies());
    }
  }

  @Test
  void soDoesOneOfAnInstanceThatSpeaksHttp2() throws Exception {
    try (TestApp app = socketByHttp2();
        TestRouter router = TestRouter.open()) {
      serve(router, Protocol.H2C, app);
      String token = token(open(router, "a=b"));
      assertEquals(token, token(openByHttp2(router, "a=b")));
      assertEquals(List.of(), open(router, token).cookies());
    }
  }
}
