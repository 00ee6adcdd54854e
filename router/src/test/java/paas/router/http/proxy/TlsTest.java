package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.router.http.proxy.Certificates.certificate;
import static paas.router.http.proxy.Certificates.names;
import static paas.router.http.proxy.Certificates.pair;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.Hostname;
import paas.router.http.Target;
import paas.router.tls.Challenge;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.KeyPairPem;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;
import paas.router.tls.TlsTables;

/** TLS from the outside: what the JDK's own client sees. */
final class TlsTest {
  private static final String OTHER = "other.test";

  /** One per name: the JDK's client resumes by address, and with the former name at that. */
  private final Map<String, SSLContext> clients = new HashMap<>();

  private long generation;

  static Stream<TlsTables> engines() {
    return Stream.of(TlsTables.withBestEngine(), TlsTables.withJdkEngine());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void appIsServedByTheCertificateOfItsNameAndIsToldSo(TlsTables tls) throws Exception {
    try (TestApp app = echoing();
        TestRouter router = TestRouter.open(tls).serve(app)) {
      put(router, certificate("a", HttpsPolicy.BOTH, TestRouter.HOST), other());
      try (Wire wire = connect(router, TestRouter.HOST)) {
        String seen = wire.get(TestRouter.HOST, "/x");
        assertTrue(seen.contains("X-Forwarded-Proto: https\r\n"), seen);
        int port = router.server.tlsAddress().orElseThrow().getPort();
        assertTrue(seen.contains("X-Forwarded-Port: " + port + "\r\n"), seen);
      }
      assertTrue(router.line().endsWith(" protocol=https"));
      assertEquals("CN=" + TestRouter.HOST, subject(router, TestRouter.HOST));
      assertEquals("CN=" + OTHER, subject(router, OTHER));
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void newCertificateIsShownToNewConnectionsAndTheOldOnesGoOn(TlsTables tls) throws Exception {
    try (TestApp app = TestApp.answering("web.1", "hello");
        TestRouter router = TestRouter.open(tls).serve(app)) {
      put(router, certificate("a", HttpsPolicy.BOTH, TestRouter.HOST));
      try (SSLSocket socket = handshake(router, TestRouter.HOST);
          Wire wire = new Wire(socket)) {
        byte[] before = socket.getSession().getPeerCertificates()[0].getEncoded();
        assertEquals("hello", wire.get(TestRouter.HOST, "/"));
        ServerCertificate renewed = certificate("a", HttpsPolicy.BOTH, TestRouter.HOST);
        put(router, renewed);
        assertEquals("hello", wire.get(TestRouter.HOST, "/"), "on the old connection");
        try (SSLSocket next = handshake(router, TestRouter.HOST)) {
          byte[] after = next.getSession().getPeerCertificates()[0].getEncoded();
          assertTrue(!Arrays.equals(before, after), "a new certificate");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void sessionIsResumed(TlsTables tls) throws Exception {
    try (TestApp app = TestApp.answering("web.1", "hello");
        TestRouter router = TestRouter.open(tls).serve(app)) {
      put(router, certificate("a", HttpsPolicy.BOTH, TestRouter.HOST));
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        long first = session(router, version);
        assertEquals(first, session(router, version), version);
      }
    }
  }

  /** When the session was made: that of a resumed one is the first's. */
  private long session(TestRouter router, String version) throws IOException {
    try (SSLSocket socket = handshake(router, TestRouter.HOST, version);
        Wire wire = new Wire(socket)) {
      // The ticket of TLS 1.3 comes with the first answer.
      assertEquals("hello", wire.get(TestRouter.HOST, "/"));
      assertEquals(version, socket.getSession().getProtocol());
      return socket.getSession().getCreationTime();
    }
  }

  @Test
  void exactNameBeatsWildcardWhichCoversOneLabel() throws Exception {
    try (TestRouter router = TestRouter.open(TlsTables.withBestEngine())) {
      put(
          router,
          certificate("wild", HttpsPolicy.BOTH, "*.shop.test"),
          certificate("exact", HttpsPolicy.BOTH, "www.shop.test"));
      assertEquals("CN=*.shop.test", subject(router, "any.shop.test"));
      assertEquals("CN=www.shop.test", subject(router, "www.shop.test"));
      assertThrows(SSLException.class, () -> subject(router, "a.b.shop.test"));
      assertThrows(SSLException.class, () -> subject(router, "shop.test"));
    }
  }

  @Test
  void nameWithoutCertificateAndNoNameAreRefusedAsUnrecognised() throws Exception {
    try (TestRouter router = TestRouter.open(TlsTables.withBestEngine())) {
      put(router, other());
      SSLException refused =
          assertThrows(SSLException.class, () -> subject(router, TestRouter.HOST));
      assertTrue(refused.toString().contains("unrecognized_name"), refused.toString());
      assertThrows(SSLException.class, () -> subject(router, ""));
    }
  }

  @Test
  void onlyTls12And13AreSpoken() throws Exception {
    try (TestRouter router = TestRouter.open(TlsTables.withBestEngine())) {
      put(router, other());
      for (String old : List.of("TLSv1", "TLSv1.1")) {
        assertThrows(IOException.class, () -> handshake(router, OTHER, old).close(), old);
      }
    }
  }

  @Test
  void hostOfAnotherCertificateIsMisdirected() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "hello");
        TestRouter router = TestRouter.open(TlsTables.withBestEngine()).serve(app)) {
      put(router, certificate("a", HttpsPolicy.BOTH, TestRouter.HOST, "www.shop.test"), other());
      try (Wire wire = connect(router, OTHER)) {
        wire.get(TestRouter.HOST, "/");
        assertEquals(421, wire.status());
        assertTrue(router.line().startsWith("at=error code=H31 "));
      }
      try (Wire wire = connect(router, "www.shop.test")) {
        assertEquals("hello", wire.get(TestRouter.HOST, "/"), "covered by the same certificate");
      }
    }
  }

  @Test
  void aLineTooLongIsThatByTlsToo() throws Exception {
    try (TestRouter router = TestRouter.open(TlsTables.withBestEngine())) {
      put(router, certificate("a", HttpsPolicy.BOTH, TestRouter.HOST));
      try (Wire wire = connect(router, TestRouter.HOST)) {
        wire.send("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: shop.test\r\n\r\n");
        assertTrue(wire.readHead());
        assertEquals(414, wire.status());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void http2IsAgreedOnInTheHandshake(TlsTables tls) throws Exception {
    try (TestApp app = TestApp.answering("web.1", "hello");
        TestRouter router = TestRouter.open(tls).serve(app)) {
      put(router, certificate("a", HttpsPolicy.BOTH, TestRouter.HOST), other());
      SSLSocket socket = open(router, TestRouter.HOST);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      assertEquals("h2", socket.getApplicationProtocol());
      try (Http2Wire wire = Http2Wire.over(socket)) {
        wire.get(1, "/");
        Http2Wire.Response response = wire.response(1);
        assertEquals(200, response.status());
        assertEquals("hello", response.body.toString());
        assertTrue(router.line().endsWith(" protocol=https"));
        byte[] elsewhere =
            Http2Wire.block(
                ":method", "GET", ":scheme", "https", ":authority", OTHER, ":path", "/");
        wire.frame(Http2Wire.HEADERS, Http2Wire.END_HEADERS | Http2Wire.END_STREAM, 3, elsewhere);
        assertEquals(421, wire.response(3).status());
      }
    }
  }

  @Test
  void badKeyLeavesTheOthersInForce() throws Exception {
    try (TestRouter router = TestRouter.open(TlsTables.withBestEngine())) {
      KeyPairPem bad = new KeyPairPem(pair("bad.test").chain(), pair("bad.test").key());
      put(
          router,
          new ServerCertificate("bad", names("bad.test"), bad, HttpsPolicy.BOTH),
          new ServerCertificate(
              "worse", names("worse.test"), new KeyPairPem("x", "y"), HttpsPolicy.BOTH),
          other());
      assertEquals("CN=" + OTHER, subject(router, OTHER));
      assertThrows(SSLException.class, () -> subject(router, "bad.test"));
      assertThrows(SSLException.class, () -> subject(router, "worse.test"));
    }
  }

  @Test
  void certificateAuthorityIsAnsweredWhateverTheAppDoes() throws Exception {
    try (TestRouter router = TestRouter.open(TlsTables.withBestEngine())) {
      router.route(new Target.Maintenance(TestRouter.SHOP));
      Hostname host = new Hostname(TestRouter.HOST);
      router.certificates.apply(
          new TlsTable(
              ++generation,
              List.of(certificate("a", new HttpsPolicy(true, Duration.ZERO), TestRouter.HOST)),
              List.of(new Challenge.Http(host, "tok", "tok.print"))));
      assertEquals("tok.print", router.get("/.well-known/acme-challenge/tok"));
      try (Wire wire = router.connect()) {
        wire.get(TestRouter.HOST, "/.well-known/acme-challenge/else");
        assertEquals(301, wire.status());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void validatingClientIsShownTheValidationCertificate(TlsTables tls) throws Exception {
    try (TestRouter router = TestRouter.open(tls)) {
      KeyPairPem validation = pair("validation.test");
      router.certificates.apply(
          new TlsTable(
              ++generation,
              List.of(certificate("a", HttpsPolicy.BOTH, TestRouter.HOST)),
              List.of(new Challenge.Alpn(new Hostname(TestRouter.HOST), validation))));
      try (SSLSocket socket = open(router, TestRouter.HOST)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"acme-tls/1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertEquals("acme-tls/1", socket.getApplicationProtocol());
        assertEquals("CN=validation.test", subject(socket));
      }
      assertEquals("CN=" + TestRouter.HOST, subject(router, TestRouter.HOST));
    }
  }

  @Test
  void largeBodiesArriveWholeBothWays() throws Exception {
    byte[] large = new byte[3 << 20];
    new SplittableRandom(1).nextBytes(large);
    String body = new String(large, ISO_8859_1);
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  while (wire.readHead()) {
                    String got = wire.readBody();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + got.length() + "\r\n\r\n");
                    wire.send(got);
                  }
                });
        TestRouter router = TestRouter.open(TlsTables.withBestEngine()).serve(app)) {
      put(router, certificate("a", HttpsPolicy.BOTH, TestRouter.HOST));
      try (Wire wire = connect(router, TestRouter.HOST)) {
        Thread sending =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    wire.send(
                        "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
        wire.readHead();
        String back = wire.readBody();
        sending.join();
        assertArrayEquals(large, back.getBytes(ISO_8859_1));
      }
    }
  }

  private static TestApp echoing() throws IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          while (wire.readHead()) {
            String head = String.join("\r\n", wire.fields()) + "\r\n";
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + head.length() + "\r\n\r\n" + head);
          }
        });
  }

  private void put(TestRouter router, ServerCertificate... certificates) {
    router.certificates.apply(new TlsTable(++generation, List.of(certificates), List.of()));
  }

  private static ServerCertificate other() throws Exception {
    return certificate("other", HttpsPolicy.BOTH, OTHER);
  }

  private Wire connect(TestRouter router, String name) throws IOException {
    return new Wire(handshake(router, name));
  }

  private SSLSocket handshake(TestRouter router, String name, String... versions)
      throws IOException {
    SSLSocket socket = open(router, name);
    if (versions.length > 0) {
      socket.setEnabledProtocols(versions);
    }
    socket.startHandshake();
    return socket;
  }

  private SSLSocket open(TestRouter router, String name) throws IOException {
    InetSocketAddress address = router.server.tlsAddress().orElseThrow();
    SSLSocket socket =
        (SSLSocket)
            clients
                .computeIfAbsent(name, any -> trustingAll())
                .getSocketFactory()
                .createSocket(address.getAddress(), address.getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(
        name.isEmpty() ? List.of() : List.of(new SNIHostName(name.replace("*", "x"))));
    socket.setSSLParameters(parameters);
    return socket;
  }

  private String subject(TestRouter router, String name) throws IOException {
    try (SSLSocket socket = handshake(router, name)) {
      return subject(socket);
    }
  }

  private static String subject(SSLSocket socket) throws IOException {
    X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return shown.getSubjectX500Principal().getName();
  }

  private static SSLContext trustingAll() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Certificates.Trusting()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
