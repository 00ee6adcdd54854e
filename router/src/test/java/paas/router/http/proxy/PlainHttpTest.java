package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.router.http.proxy.Certificates.certificate;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.router.http.Hostname;
import paas.router.http.Target;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;
import paas.router.tls.TlsTables;

/** Whoever speaks plain HTTP, or no protocol at all, where HTTPS is spoken. */
class PlainHttpTest {
  private static TestRouter open() throws Exception {
    TestRouter router = TestRouter.open(TlsTables.withBestEngine());
    show(router, 1, TestRouter.HOST);
    return router;
  }

  private static void show(TestRouter router, long generation, String... hosts) throws Exception {
    ServerCertificate shown = certificate("a", new HttpsPolicy(true, Duration.ZERO), hosts);
    router.certificates.apply(new TlsTable(generation, List.of(shown), List.of()));
  }

  @Test
  void plainHttpIsToldThatThePortSpeaksHttps() throws Exception {
    try (TestRouter router = open()) {
      String upload = "Content-Length: 1000000\r\n\r\n" + "x".repeat(1_000_000);
      for (String request : List.of("GET / HTTP/1.1\r\n\r\n", "POST /x HTTP/1.0\r\n" + upload)) {
        try (Wire wire = Wire.to(router.server.tlsAddress().orElseThrow())) {
          wire.send(request);
          assertTrue(
              wire.answer().contains("This port speaks HTTPS only"), request.substring(0, 5));
          assertEquals(400, wire.status());
          assertEquals("close", wire.field("Connection"));
          assertEquals("", wire.readToEnd());
        }
      }
      try (Wire wire = Wire.to(router.server.tlsAddress().orElseThrow())) {
        wire.send("HEAD / HTTP/1.1\r\n\r\n");
        wire.readHead();
        assertEquals("", wire.readToEnd());
      }
    }
  }

  @Test
  void otherBytesThanTlsGetAnAlert() throws Exception {
    try (TestRouter router = open()) {
      for (String noise : List.of("GETTY IMAGES\r\n", "EHLO me\r\n", "get / HTTP/1.1\r\n\r\n")) {
        try (Wire wire = Wire.to(router.server.tlsAddress().orElseThrow())) {
          wire.send(noise);
          assertEquals(21, wire.in().read(), "an alert to " + noise);
        }
      }
    }
  }

  @Test
  void plainHttpIsSentStraightToTheCanonicalHostname() throws Exception {
    try (TestRouter router = open();
        Wire wire = router.connect()) {
      router.route(new Target.Moved(TestRouter.SHOP, new Hostname("www.shop.test")));
      int port = router.server.tlsAddress().orElseThrow().getPort();
      show(router, 2, TestRouter.HOST, "www.shop.test");
      wire.get(TestRouter.HOST, "/a?b=c");
      assertEquals(301, wire.status());
      assertEquals("https://www.shop.test:" + port + "/a?b=c", wire.field("Location"));
      show(router, 3, TestRouter.HOST);
      wire.get(TestRouter.HOST, "/");
      assertEquals("https://shop.test:" + port + "/", wire.field("Location"), "it has HTTPS");
    }
  }
}
