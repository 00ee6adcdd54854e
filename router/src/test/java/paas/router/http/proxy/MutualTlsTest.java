package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.router.http.proxy.Certificates.certificate;
import static paas.router.http.proxy.Certificates.names;
import static paas.router.http.proxy.Certificates.pair;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
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
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteSettings;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.tls.ClientTrust;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;
import paas.router.tls.TlsTables;

/** Certificates of clients, from the outside: what the JDK's own client and apps see. */
final class MutualTlsTest {
  private static final String OTHER = "other.test";
  private static final RoutedApp OTHER_APP = new RoutedApp("app-id-2", "other");
  private static final String APP = TestRouter.SHOP.id();

  private final X509Bundle authority = authority("CN=Ours");
  private final X509Bundle client = issued(authority, "CN=robot");
  private long generation;

  static Stream<TlsTables> engines() {
    return Stream.of(TlsTables.withBestEngine(), TlsTables.withJdkEngine());
  }

  private static X509Bundle authority(String subject) {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject(subject)
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Bundle issued(X509Bundle by, String subject) {
    try {
      return new CertificateBuilder().ecp256().subject(subject).buildIssuedBy(by);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClientTrust trust(X509Bundle by, boolean required) {
    return new ClientTrust(APP, by.getCertificatePEM(), required);
  }

  private static ServerCertificate asking(String id, String app, String... names) throws Exception {
    return new ServerCertificate(id, names(names), pair(names[0]), HttpsPolicy.BOTH, app);
  }

  private void put(TestRouter router, ClientTrust trust, ServerCertificate... certificates) {
    router.certificates.apply(
        new TlsTable(++generation, List.of(certificates), List.of(), List.of(trust)));
  }

  /**
   * Shop's, of which clients show what this says, and another app's, of which they show nothing.
   */
  private TestRouter protect(TestRouter router, ClientTrust trust) throws Exception {
    put(
        router,
        trust,
        asking("a", APP, TestRouter.HOST),
        certificate("b", HttpsPolicy.BOTH, OTHER));
    return router;
  }

  private static TestApp echoing(String name) throws IOException {
    return TestApp.start(
        name,
        wire -> {
          while (wire.readHead()) {
            String head = String.join("\r\n", wire.fields()) + "\r\n";
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + head.length() + "\r\n\r\n" + head);
          }
        });
  }

  private static SSLContext context(X509Bundle... shown) throws Exception {
    KeyManager[] keys = shown.length == 0 ? null : shown[0].toKeyManagerFactory().getKeyManagers();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {new Certificates.Trusting()}, null);
    return context;
  }

  private static SSLSocket open(
      TestRouter router, SSLContext context, String name, String... protocols) throws IOException {
    InetSocketAddress address = router.server.tlsAddress().orElseThrow();
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(name)));
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static Wire connect(TestRouter router, String name, X509Bundle... shown)
      throws Exception {
    return new Wire(open(router, context(shown), name));
  }

  private String field() throws Exception {
    return "Client-Cert: :"
        + Base64.getEncoder().encodeToString(client.getCertificate().getEncoded())
        + ":\r\n";
  }

  @ParameterizedTest
  @MethodSource("engines")
  void clientOfTheAppsAuthorityIsLetInAndTheAppIsToldWhoItIs(TlsTables tls) throws Exception {
    try (TestApp app = echoing("web.1");
        TestRouter router = protect(TestRouter.open(tls).serve(app), trust(authority, true));
        Wire wire = connect(router, TestRouter.HOST, client)) {
      String seen = wire.get(TestRouter.HOST, "/");
      assertEquals(200, wire.status());
      assertTrue(seen.contains(field()), seen);
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\nclient-cert: :c3Bvb2ZlZA==:\r\n\r\n");
      String again = wire.answer();
      assertTrue(again.contains(field()), again);
      assertFalse(again.contains("c3Bvb2ZlZA"), again);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void clientWithoutACertificateOrWithAnothersIsRefused(TlsTables tls) throws Exception {
    X509Bundle stranger = issued(authority("CN=Ours"), "CN=robot");
    X509Bundle ended =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=robot")
            .notBefore(Instant.now().minus(Duration.ofDays(9)))
            .notAfter(Instant.now().minus(Duration.ofDays(1)))
            .buildIssuedBy(authority);
    try (TestApp app = echoing("web.1");
        TestRouter router = protect(TestRouter.open(tls).serve(app), trust(authority, true))) {
      for (X509Bundle[] shown :
          new X509Bundle[][] {{}, {stranger}, {ended}, {authority("CN=Self")}}) {
        assertThrows(
            IOException.class,
            () -> {
              try (Wire wire = connect(router, TestRouter.HOST, shown)) {
                wire.get(TestRouter.HOST, "/");
              }
            });
      }
      assertEquals(0, app.connections.get());
      try (Wire wire = connect(router, OTHER)) {
        wire.get(OTHER, "/");
        assertEquals(404, wire.status(), "other hostnames ask for nothing");
      }
    }
  }

  /**
   * Closing with what the client sends in the meantime unread would reset the connection, and the
   * client, which fails to send, would not look for what it was told before (RFC 8446, 6.2).
   */
  @ParameterizedTest
  @MethodSource("engines")
  void refusedClientThatSendsAtOnceIsToldWhy(TlsTables tls) throws Exception {
    X509Bundle stranger = issued(authority("CN=Ours"), "CN=robot");
    // With the time that clients have: a busy machine takes longer to send than a quick router
    // reads.
    try (TestRouter router =
        protect(TestRouter.open(tls, HttpLimits.DEFAULT), trust(authority, true))) {
      for (X509Bundle[] shown : new X509Bundle[][] {{}, {stranger}}) {
        try (Wire wire = connect(router, TestRouter.HOST, shown)) {
          wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 4194304\r\n\r\n");
          byte[] part = new byte[64 << 10];
          for (int i = 0; i < 64; i++) {
            wire.send(part);
          }
          SSLException told = assertThrows(SSLException.class, wire::readHead);
          assertTrue(told.toString().contains("fatal alert"), told.toString());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void whereItIsOptionalTheAppDecides(TlsTables tls) throws Exception {
    // Of an authority of the same name: of another, the client would not show it at all.
    X509Bundle stranger = issued(authority("CN=Ours"), "CN=robot");
    try (TestApp app = echoing("web.1");
        TestRouter router = protect(TestRouter.open(tls).serve(app), trust(authority, false))) {
      try (Wire wire = connect(router, TestRouter.HOST)) {
        wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\nClient-Cert: :c3Bvb2ZlZA==:\r\n\r\n");
        assertFalse(wire.answer().contains("Client-Cert"));
        assertEquals(200, wire.status());
      }
      try (Wire wire = connect(router, TestRouter.HOST, client)) {
        assertTrue(wire.get(TestRouter.HOST, "/").contains(field()));
      }
      assertFalse(router.get("/").contains("Client-Cert"), "by plain HTTP");
      assertThrows(
          SSLException.class,
          () -> {
            try (Wire wire = connect(router, TestRouter.HOST, stranger)) {
              wire.answer();
            }
          });
    }
  }

  @Test
  void plainHttpIsRefusedAndWakesNobody() throws Exception {
    try (TestRouter router = protect(TestRouter.open(), trust(authority, true));
        Wire wire = router.connect()) {
      router.route(new Target.Sleeping(TestRouter.SHOP));
      wire.get(TestRouter.HOST, "/");
      assertEquals(403, wire.status());
      String line = router.line();
      assertTrue(line.startsWith("at=error desc=\"Client certificate needed\" "), line);
      assertEquals(0, router.woken.size());
    }
  }

  @Test
  void connectionForAnotherHostnameIsMisdirected() throws Exception {
    try (TestApp app = echoing("web.1");
        TestRouter router = TestRouter.open(TlsTables.withBestEngine()).serve(app)) {
      put(
          router,
          trust(authority, true),
          asking("a", APP, TestRouter.HOST),
          certificate("wild", HttpsPolicy.BOTH, "*.test"));
      try (Wire wire = connect(router, OTHER)) {
        wire.get(TestRouter.HOST, "/");
        assertEquals(421, wire.status(), "though its certificate covers the hostname");
      }
      SSLSocket socket = open(router, context(client), OTHER, "h2");
      socket.startHandshake();
      try (Http2Wire wire = Http2Wire.over(socket)) {
        wire.get(1, "/");
        assertEquals(421, wire.response(1).status());
      }
      SSLSocket right = open(router, context(client), TestRouter.HOST, "h2");
      right.startHandshake();
      try (Http2Wire wire = Http2Wire.over(right)) {
        wire.get(1, "/");
        Http2Wire.Response response = wire.response(1);
        assertEquals(200, response.status());
        assertTrue(response.body.toString().contains(field()));
      }
      assertEquals(1, app.connections.get());
    }
  }

  @Test
  void changeHoldsForConnectionsThatAreThereAlready() throws Exception {
    X509Bundle next = authority("CN=Next");
    try (TestApp app = echoing("web.1");
        TestRouter router =
            protect(
                TestRouter.open(TlsTables.withBestEngine()).serve(app), trust(authority, false));
        Wire nobody = connect(router, TestRouter.HOST);
        Wire robot = connect(router, TestRouter.HOST, client)) {
      nobody.get(TestRouter.HOST, "/");
      assertEquals(200, nobody.status());
      protect(router, trust(authority, true));
      nobody.get(TestRouter.HOST, "/");
      assertEquals(421, nobody.status(), "a connection of its own would be asked");
      assertTrue(robot.get(TestRouter.HOST, "/").contains(field()), "proved already");
      protect(router, trust(next, true));
      robot.get(TestRouter.HOST, "/");
      assertEquals(421, robot.status());
      protect(router, trust(next, false));
      assertFalse(robot.get(TestRouter.HOST, "/").contains("Client-Cert"), "not believed any more");
      assertEquals(200, robot.status());
    }
  }

  @Test
  void appIsProtectedUnderTheHostnamesOfOthersToo() throws Exception {
    try (TestApp app = echoing("web.1");
        TestApp mounted = echoing("web.1");
        TestRouter router =
            protect(TestRouter.open(TlsTables.withBestEngine()), trust(authority, true))) {
      Target shop =
          new Target.Serving(TestRouter.SHOP, List.of(app.endpoint()), RouteLimits.DEFAULT);
      Target other =
          new Target.Serving(OTHER_APP, List.of(mounted.endpoint()), RouteLimits.DEFAULT);
      router.put(
          List.of(
              route(OTHER, "/", other),
              route(OTHER, "/shop", shop),
              route(TestRouter.HOST, "/other", other)));
      try (Wire wire = connect(router, OTHER)) {
        wire.get(OTHER, "/");
        assertEquals(200, wire.status());
        wire.get(OTHER, "/shop");
        assertEquals(403, wire.status(), "another connection would be of no use");
      }
      try (Wire wire = connect(router, TestRouter.HOST, client)) {
        String seen = wire.get(TestRouter.HOST, "/other");
        assertEquals(200, wire.status());
        assertFalse(seen.contains("Client-Cert"), "an app hears of its own authorities only");
      }
      assertEquals(0, app.connections.get());
    }
  }

  private static Route route(String host, String path, Target target) {
    PathPrefix prefix = path.equals("/") ? PathPrefix.ROOT : new PathPrefix(path);
    return new Route(new Hostname(host), prefix, target, RouteSettings.DEFAULT);
  }

  @Test
  void noSessionIsResumed() throws Exception {
    try (TestApp app = echoing("web.1");
        TestRouter router =
            protect(
                TestRouter.open(TlsTables.withBestEngine()).serve(app), trust(authority, true))) {
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        SSLContext same = context(client);
        long first = session(router, same, version);
        assertNotEquals(first, session(router, same, version), version);
      }
    }
  }

  /** When the session was made: that of a resumed one is the first's. */
  private long session(TestRouter router, SSLContext context, String version) throws Exception {
    SSLSocket socket = open(router, context, TestRouter.HOST);
    socket.setEnabledProtocols(new String[] {version});
    try (Wire wire = new Wire(socket)) {
      assertTrue(wire.get(TestRouter.HOST, "/").contains(field()), "shown each time");
      return socket.getSession().getCreationTime();
    }
  }

  @Test
  void authoritiesThatCannotBeReadLetNobodyIn() throws Exception {
    try (TestApp app = echoing("web.1");
        TestRouter router =
            protect(
                TestRouter.open(TlsTables.withBestEngine()).serve(app),
                new ClientTrust(APP, "nonsense", true));
        Wire plain = router.connect()) {
      assertThrows(
          IOException.class,
          () -> {
            try (Wire wire = connect(router, TestRouter.HOST, client)) {
              wire.answer();
            }
          });
      plain.get(TestRouter.HOST, "/");
      assertEquals(403, plain.status());
      assertEquals(0, app.connections.get());
    }
  }
}
