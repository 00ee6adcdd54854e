package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import paas.router.http.AddressBlock;
import paas.router.http.BasicAuth;
import paas.router.http.Hostname;
import paas.router.http.Pages;
import paas.router.http.PathPrefix;
import paas.router.http.RateLimit;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteSettings;
import paas.router.http.Target;
import paas.router.http.Visitors;
import paas.router.http.message.TrustedProxies;

class SettingsTest {
  private static Target serving(TestApp... apps) {
    return new Target.Serving(
        TestRouter.SHOP,
        List.of(apps).stream().map(TestApp::endpoint).toList(),
        RouteLimits.DEFAULT);
  }

  private static Route route(Target target, RouteSettings settings) {
    return new Route(new Hostname(TestRouter.HOST), PathPrefix.ROOT, target, settings);
  }

  private static RouteSettings only(Visitors visitors) {
    return new RouteSettings(visitors, RouteSettings.UNLIMITED, false, Pages.NONE);
  }

  private static RouteSettings allowing(String block) {
    List<AddressBlock> allow = List.of(AddressBlock.parse(block));
    return only(new Visitors(allow, Optional.empty(), Optional.empty()));
  }

  private static RouteSettings bodiesUpTo(long bytes) {
    return new RouteSettings(Visitors.ALL, bytes, false, Pages.NONE);
  }

  private static void ask(Wire wire, String fields) throws Exception {
    wire.send("GET / HTTP/1.1\r\nHost: " + TestRouter.HOST + "\r\n" + fields + "\r\n");
  }

  @Test
  void anAddressThatIsNotAllowedIsRefused() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      router.put(List.of(route(serving(app), allowing("10.0.0.0/8"))));
      wire.get(TestRouter.HOST, "/");
      assertEquals(403, wire.status());
      String line = router.line();
      assertTrue(line.startsWith("at=error desc=\"Address not allowed\" "), line);
      ask(wire, "X-Forwarded-For: 10.0.0.1\r\n");
      wire.answer();
      assertEquals(403, wire.status(), "nobody's word but a trusted proxy's counts");
      router.put(List.of(route(serving(app), allowing("127.0.0.0/8"))));
      assertEquals("ok", wire.get(TestRouter.HOST, "/"));
    }
  }

  @Test
  void behindATrustedProxyTheClientIsWhoItNamesLast() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open(TrustedProxies.parse("127.0.0.1,192.0.2.0/24"));
        Wire wire = router.connect()) {
      router.put(List.of(route(serving(app), allowing("10.0.0.0/8"))));
      ask(wire, "X-Forwarded-For: 1.2.3.4, 10.0.0.1, 192.0.2.7\r\n");
      assertEquals("ok", wire.answer());
      ask(wire, "X-Forwarded-For: 10.0.0.1, 1.2.3.4\r\n");
      wire.answer();
      assertEquals(403, wire.status());
      ask(wire, "X-Forwarded-For: 10.0.0.1, nonsense\r\n");
      wire.answer();
      assertEquals(403, wire.status());
    }
  }

  @Test
  void aVisitorNeedsThePassword() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      BasicAuth auth = BasicAuth.of("ann", "secret", new byte[16]);
      Visitors visitors = new Visitors(List.of(), Optional.of(auth), Optional.empty());
      router.put(List.of(route(serving(app), only(visitors))));
      wire.get(TestRouter.HOST, "/");
      assertEquals(401, wire.status());
      assertTrue(wire.field("WWW-Authenticate").startsWith("Basic realm="));
      String pair = Base64.getEncoder().encodeToString("ann:secret".getBytes(UTF_8));
      ask(wire, "Authorization: Basic " + pair + "\r\n");
      assertEquals("ok", wire.answer());
      assertEquals(1, app.connections.get(), "who was refused did not reach the app");
    }
  }

  @Test
  void moreThanTheRateIsToldWhenToComeBack() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      RateLimit rate = new RateLimit(Duration.ofMinutes(1), 2);
      Visitors visitors = new Visitors(List.of(), Optional.empty(), Optional.of(rate));
      router.put(List.of(route(serving(app), only(visitors))));
      assertEquals("ok", wire.get(TestRouter.HOST, "/"));
      assertEquals("ok", router.get("/"));
      wire.get(TestRouter.HOST, "/");
      assertEquals(429, wire.status());
      assertTrue(Integer.parseInt(wire.field("Retry-After")) > 50);
      router.put(List.of(route(serving(app), RouteSettings.DEFAULT)));
      assertEquals("ok", wire.get(TestRouter.HOST, "/"));
    }
  }

  @Test
  void anAnnouncedBodyAboveTheLimitIsNotRead() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      router.put(List.of(route(serving(app), bodiesUpTo(10))));
      String head = "POST / HTTP/1.1\r\nHost: " + TestRouter.HOST + "\r\nContent-Length: ";
      wire.send(head + "10\r\n\r\n0123456789");
      assertEquals("ok", wire.answer());
      wire.send(head + "11\r\nExpect: 100-continue\r\n\r\n");
      wire.answer();
      assertEquals(413, wire.status());
      assertEquals("close", wire.field("Connection"));
      assertEquals(1, app.connections.get());
    }
  }

  @Test
  void aChunkedBodyIsCutAtTheLimit() throws Exception {
    BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();
    TestApp.Script script =
        wire -> {
          wire.readHead();
          try {
            wire.readBody();
            ends.add(200);
          } catch (java.io.EOFException e) {
            ends.add(0);
          }
        };
    try (TestApp app = TestApp.start("web.1", script);
        TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      router.put(List.of(route(serving(app), bodiesUpTo(10))));
      wire.send(
          "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n");
      TestRouter.await("the app has the request", () -> app.connections.get() == 1);
      wire.send("3\r\n123\r\n0\r\n\r\n");
      wire.answer();
      assertEquals(413, wire.status());
      assertEquals(0, ends.take(), "the app must not take a cut body for a whole one");
      assertTrue(router.line().contains("status=413"));
    }
  }

  @Test
  void aClientComesBackToItsInstanceWhileThatIsThere() throws Exception {
    try (TestApp one = TestApp.answering("web.1", "one");
        TestApp two = TestApp.answering("web.2", "two");
        TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      RouteSettings sticky =
          new RouteSettings(Visitors.ALL, RouteSettings.UNLIMITED, true, Pages.NONE);
      router.put(List.of(route(serving(one, two), sticky)));
      String first = wire.get(TestRouter.HOST, "/");
      String cookie = wire.field("Set-Cookie").split(";", -1)[0];
      assertTrue(cookie.matches("paas-instance=[0-9a-f]{20}"), cookie);
      for (int i = 0; i < 30; i++) {
        ask(wire, "Cookie: a=b; " + cookie + "; c=d\r\n");
        assertEquals(first, wire.answer());
        assertEquals("", wire.field("Set-Cookie"), "it has the cookie");
      }
      TestApp other = first.equals("one") ? two : one;
      router.put(List.of(route(serving(other), sticky)));
      ask(wire, "Cookie: " + cookie + "\r\n");
      assertEquals(first.equals("one") ? "two" : "one", wire.answer());
      assertFalse(wire.field("Set-Cookie").isEmpty(), "it gets a new one");
    }
  }

  private static Pages pages() {
    return new Pages(
        List.of(
            new Pages.Page("503", Pages.Form.HTML, "<p>sorry"),
            new Pages.Page("H80", Pages.Form.HTML, "<p>back soon, Köln"),
            new Pages.Page("H80", Pages.Form.JSON, "{\"maintenance\":true}")));
  }

  private static String page(Wire wire, String accept) throws Exception {
    ask(wire, accept.isEmpty() ? "" : "Accept: " + accept + "\r\n");
    return wire.answer();
  }

  @Test
  void theAppsOwnPagesAreShownByCodeThenByStatus() throws Exception {
    try (TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      RouteSettings settings =
          new RouteSettings(Visitors.ALL, RouteSettings.UNLIMITED, false, pages());
      router.put(List.of(route(new Target.Maintenance(TestRouter.SHOP), settings)));
      String utf8 =
          new String(
              "<p>back soon, Köln".getBytes(UTF_8), java.nio.charset.StandardCharsets.ISO_8859_1);
      assertEquals(utf8, page(wire, "text/html,*/*"));
      assertEquals(503, wire.status());
      assertEquals("text/html; charset=utf-8", wire.field("Content-Type"));
      assertTrue(router.line().contains("code=H80"));
      assertEquals("{\"maintenance\":true}", page(wire, "application/json"));
      assertEquals("application/json; charset=utf-8", wire.field("Content-Type"));
      assertEquals(utf8, page(wire, ""));
      router.put(List.of(route(new Target.Crashed(TestRouter.SHOP), settings)));
      assertEquals("<p>sorry", page(wire, "text/html"));
      assertTrue(page(wire, "application/json").contains("\"code\":\"H10\""));
      router.put(List.of(route(new Target.Crashed(TestRouter.SHOP), RouteSettings.DEFAULT)));
      assertTrue(page(wire, "text/html").contains("App crashed (H10)"));
    }
  }

  @Test
  void otherHostnamesLeadToTheCanonicalOne() throws Exception {
    try (TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      router.route(new Target.Moved(TestRouter.SHOP, new Hostname("www.shop.test")));
      wire.get(TestRouter.HOST + ":8080", "/a?b=%20c");
      assertEquals(301, wire.status());
      assertEquals("http://www.shop.test:8080/a?b=%20c", wire.field("Location"));
      String line = router.line();
      assertTrue(line.startsWith("at=info method=GET ") && line.contains("status=301"), line);
      wire.send("POST /x HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 2\r\n\r\nhi");
      wire.answer();
      assertEquals(308, wire.status());
      assertEquals("http://www.shop.test/x", wire.field("Location"));
    }
  }

  @Test
  void aPathLeadsToItsOwnTarget() throws Exception {
    try (TestApp web = TestApp.answering("web.1", "web");
        TestApp api = TestApp.answering("api.1", "api");
        TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      router.put(
          List.of(
              route(serving(web), RouteSettings.DEFAULT),
              new Route(
                  new Hostname(TestRouter.HOST),
                  new PathPrefix("/api"),
                  serving(api),
                  RouteSettings.DEFAULT)));
      assertEquals("api", wire.get(TestRouter.HOST, "/api/x"));
      assertEquals("web", wire.get(TestRouter.HOST, "/apis"));
    }
  }
}
