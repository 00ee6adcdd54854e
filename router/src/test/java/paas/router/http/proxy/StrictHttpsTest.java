package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static paas.router.http.proxy.Certificates.certificate;
import static paas.router.http.proxy.Certificates.connect;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.router.http.Hostname;
import paas.router.http.Target;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;
import paas.router.tls.TlsTables;

/** What an app asks of its clients once a hostname has a certificate: redirects and HSTS. */
final class StrictHttpsTest {
  private static void put(TestRouter router, int generation, ServerCertificate... certificates) {
    router.certificates.apply(new TlsTable(generation, List.of(certificates), List.of()));
  }

  @Test
  void plainHttpIsSentToHttpsWhereTheAppWantsIt() throws Exception {
    HttpsPolicy strict = new HttpsPolicy(true, Duration.ofDays(1));
    try (TestApp app = TestApp.answering("web.1", "hello");
        TestRouter router = TestRouter.open(TlsTables.withBestEngine()).serve(app)) {
      assertEquals("hello", router.get("/"), "without a certificate");
      put(router, 1, certificate("a", strict, TestRouter.HOST));
      int port = router.server.tlsAddress().orElseThrow().getPort();
      String location = "https://" + TestRouter.HOST + ":" + port + "/a?b=c";
      try (Wire wire = router.connect()) {
        wire.get(TestRouter.HOST, "/a?b=c");
        assertEquals(301, wire.status());
        assertEquals(location, wire.field("Location"));
        wire.send("POST /a?b=c HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 2\r\n\r\nhi");
        wire.readHead();
        assertEquals(308, wire.status());
        assertEquals(location, wire.field("Location"));
      }
      try (Wire wire = new Wire(connect(router, "http/1.1"))) {
        assertEquals("hello", wire.get(TestRouter.HOST, "/"));
        assertEquals("max-age=86400", wire.field("Strict-Transport-Security"));
      }
    }
  }

  @Test
  void redirectsNameThePortThatClientsReach() throws Exception {
    HttpsPolicy strict = new HttpsPolicy(true, Duration.ZERO);
    Hostname canonical = new Hostname("www.shop.test");
    try (TestApp app = TestApp.answering("web.1", "hello");
        TestRouter router = TestRouter.behindMapping(443).serve(app);
        Wire wire = router.connect()) {
      put(router, 1, certificate("a", strict, TestRouter.HOST, canonical.value()));
      wire.get(TestRouter.HOST, "/a");
      assertEquals("https://" + TestRouter.HOST + "/a", wire.field("Location"));
      router.route(new Target.Moved(TestRouter.SHOP, canonical));
      wire.get(TestRouter.HOST, "/a");
      assertEquals("https://www.shop.test/a", wire.field("Location"));
    }
    try (TestRouter router = TestRouter.behindMapping(444);
        Wire wire = router.connect()) {
      put(router, 1, certificate("a", strict, TestRouter.HOST));
      wire.get(TestRouter.HOST, "/a");
      assertEquals("https://" + TestRouter.HOST + ":444/a", wire.field("Location"));
    }
  }

  @Test
  void aRedirectToTheCanonicalHostnameIsAsStrictAsTheAppsOwnAnswers() throws Exception {
    HttpsPolicy strict = new HttpsPolicy(true, Duration.ofDays(1));
    try (TestRouter router = TestRouter.open(TlsTables.withBestEngine())) {
      router.route(new Target.Moved(TestRouter.SHOP, new Hostname("www.shop.test")));
      put(router, 1, certificate("a", strict, TestRouter.HOST));
      try (Wire wire = new Wire(connect(router, "http/1.1"))) {
        wire.get(TestRouter.HOST, "/x");
        assertEquals(301, wire.status());
        assertEquals("https://www.shop.test/x", wire.field("Location"));
        assertEquals("max-age=86400", wire.field("Strict-Transport-Security"));
      }
      try (Http2Wire wire = Http2Wire.over(connect(router, "h2"))) {
        wire.get(1, "/x");
        Http2Wire.Response response = wire.response(1);
        assertEquals(301, response.status());
        assertEquals("https://www.shop.test/x", response.field("location"));
        assertEquals("max-age=86400", response.field("strict-transport-security"));
      }
      put(router, 2);
      try (Wire wire = router.connect()) {
        wire.get(TestRouter.HOST, "/x");
        assertEquals(301, wire.status());
        assertEquals("", wire.field("Strict-Transport-Security"));
      }
    }
  }
}
