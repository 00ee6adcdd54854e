package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.AddressBlock;
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
import paas.router.http.proxy.ProxyEntrance.Belief;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.TlsTable;

/** The PROXY protocol, from the balancer's side. */
class ProxyProtocolTest {
  static final String REQUEST = "GET /x HTTP/1.1\r\nHost: " + TestRouter.HOST + "\r\n\r\n";
  private static final TrustedProxies ANY = TrustedProxies.NONE;

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

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Stream.of(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** What the app sees of a request behind this header. */
  private static String seen(TestRouter router, byte[] header) throws IOException {
    try (Wire wire = router.connect()) {
      wire.send(join(header, bytes(REQUEST)));
      return wire.answer();
    }
  }

  /** Whether the router closes the connection without a word. */
  private static boolean isClosed(TestRouter router, byte[] sent) throws IOException {
    try (Wire wire = router.connect()) {
      wire.send(sent);
      return wire.readToEnd().isEmpty();
    } catch (SocketException e) {
      // Closed with bytes unread, which resets it.
      return true;
    }
  }

  @Test
  void clientIsWhomTheHeaderNames() throws Exception {
    try (TestApp app = echoing();
        TestRouter router = TestRouter.behindBalancer(ANY).serve(app)) {
      String ipv4 = seen(router, ProxyHeaders.of("203.0.113.7", 8443));
      assertTrue(ipv4.contains("X-Forwarded-For: 203.0.113.7\r\n"), ipv4);
      assertTrue(ipv4.contains("X-Forwarded-Port: 8443\r\n"), ipv4);
      assertTrue(ipv4.contains("X-Forwarded-Proto: http\r\n"), ipv4);
      String line = router.line();
      assertTrue(line.contains(" fwd=\"203.0.113.7\" "), line);
      String ipv6 = seen(router, ProxyHeaders.of("2001:db8::7", 80));
      assertTrue(ipv6.contains("X-Forwarded-For: 2001:db8::7\r\n"), ipv6);
      String text = seen(router, bytes("PROXY TCP4 203.0.113.9 192.0.2.1 5000 80\r\n"));
      assertTrue(text.contains("X-Forwarded-For: 203.0.113.9\r\n"), text);
    }
  }

  @Test
  void headerMayComeInPiecesAndHoldWhatNobodyReads() throws Exception {
    byte[] header =
        ProxyHeaders.of(
            "203.0.113.7",
            80,
            ProxyHeaders.added(0xea, bytes("vpce-0123456789abcdef0")),
            ProxyHeaders.added(0x20, new byte[] {1, 0, 0, 0, 0}),
            ProxyHeaders.added(0x04, new byte[900]));
    try (TestApp app = echoing();
        TestRouter router = TestRouter.behindBalancer(ANY).serve(app);
        Wire wire = router.connect()) {
      for (byte b : join(header, bytes(REQUEST))) {
        wire.send(new byte[] {b});
      }
      String answer = wire.answer();
      assertTrue(answer.contains("X-Forwarded-For: 203.0.113.7\r\n"), answer);
      String second = wire.get(TestRouter.HOST, "/again");
      assertTrue(second.contains("X-Forwarded-For: 203.0.113.7\r\n"), second);
    }
  }

  static Stream<byte[]> headersThatNameNobody() {
    byte[] someone = Arrays.copyOfRange(ProxyHeaders.of("203.0.113.7", 80), 16, 28);
    return Stream.of(
        ProxyHeaders.raw(ProxyHeaders.LOCAL, ProxyHeaders.UNSPECIFIED, new byte[0]),
        ProxyHeaders.raw(ProxyHeaders.LOCAL, ProxyHeaders.TCP_OVER_IPV4, someone),
        ProxyHeaders.raw(ProxyHeaders.PROXY, ProxyHeaders.UNSPECIFIED, new byte[20]),
        ProxyHeaders.raw(
            ProxyHeaders.PROXY, ProxyHeaders.UNIX_STREAM, ProxyHeaders.unix("/run/a", "/run/b")),
        bytes("PROXY UNKNOWN\r\n"),
        bytes("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n"));
  }

  @ParameterizedTest
  @MethodSource("headersThatNameNobody")
  void balancersOwnRequestsKeepItsAddress(byte[] header) throws Exception {
    try (TestApp app = echoing();
        TestRouter router = TestRouter.behindBalancer(ANY).serve(app)) {
      String seen = seen(router, header);
      assertTrue(seen.contains("X-Forwarded-For: 127.0.0.1\r\n"), seen);
      int port = router.server.address().getPort();
      assertTrue(seen.contains("X-Forwarded-Port: " + port + "\r\n"), seen);
    }
  }

  @Test
  void headerComesBeforeTls() throws Exception {
    try (TestApp app = echoing();
        TestRouter router = TestRouter.behindBalancer(ANY).serve(app)) {
      serveByTls(router);
      try (Socket plain = behind(router, "203.0.113.7");
          Wire wire = new Wire(secured(plain))) {
        String seen = wire.get(TestRouter.HOST, "/");
        assertTrue(seen.contains("X-Forwarded-For: 203.0.113.7\r\n"), seen);
        assertTrue(seen.contains("X-Forwarded-Port: 443\r\n"), seen);
        assertTrue(seen.contains("X-Forwarded-Proto: https\r\n"), seen);
      }
    }
  }

  private static void serveByTls(TestRouter router) throws Exception {
    router.certificates.apply(
        new TlsTable(
            1,
            List.of(Certificates.certificate("a", HttpsPolicy.BOTH, TestRouter.HOST)),
            List.of()));
  }

  private static Socket behind(TestRouter router, String client) throws IOException {
    InetSocketAddress address = router.server.tlsAddress().orElseThrow();
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.getOutputStream().write(ProxyHeaders.of(client, 443));
    return socket;
  }

  private static SSLSocket secured(Socket plain) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Certificates.Trusting()}, null);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, TestRouter.HOST, plain.getPort(), false);
    socket.startHandshake();
    return socket;
  }

  @Test
  void headerComesBeforeHttp2() throws Exception {
    try (TestApp app = echoing();
        TestRouter router = TestRouter.behindBalancer(ANY).serve(app);
        Socket socket = new Socket("127.0.0.1", router.server.address().getPort())) {
      socket.getOutputStream().write(ProxyHeaders.of("203.0.113.7", 80));
      Http2Wire wire = Http2Wire.over(socket);
      wire.get(1, "/");
      String seen = wire.response(1).body.toString();
      assertTrue(seen.contains("X-Forwarded-For: 203.0.113.7\r\n"), seen);
    }
  }

  @Test
  void addressListsAndRatesAreAboutTheClient() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.behindBalancer(ANY)) {
      Visitors some =
          new Visitors(
              List.of(AddressBlock.parse("203.0.113.0/24")),
              Optional.empty(),
              Optional.of(new RateLimit(Duration.ofMinutes(1), 1)));
      Target target =
          new Target.Serving(TestRouter.SHOP, List.of(app.endpoint()), RouteLimits.DEFAULT);
      RouteSettings settings = new RouteSettings(some, RouteSettings.UNLIMITED, false, Pages.NONE);
      router.put(
          List.of(new Route(new Hostname(TestRouter.HOST), PathPrefix.ROOT, target, settings)));
      assertEquals(403, status(router, "198.51.100.1"));
      assertEquals(200, status(router, "203.0.113.7"));
      assertEquals(429, status(router, "203.0.113.7"));
      assertEquals(200, status(router, "203.0.113.8"));
    }
  }

  private static int status(TestRouter router, String client) throws IOException {
    try (Wire wire = router.connect()) {
      wire.send(join(ProxyHeaders.of(client, 80), bytes(REQUEST)));
      wire.answer();
      return wire.status();
    }
  }

  static Stream<byte[]> malformed() {
    byte[] good = ProxyHeaders.of("203.0.113.7", 80);
    byte[] rest = Arrays.copyOfRange(good, 16, good.length);
    List<byte[]> headers = new ArrayList<>();
    headers.add(bytes(REQUEST));
    headers.add(bytes("PROXY TCP4 203.0.113.7 192.0.2.1 5000\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP4 203.0.113.700 192.0.2.1 5000 80\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP4 203.0.113.7 192.0.2.1 5000 80000\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP6 203.0.113.7 192.0.2.1 5000 80\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP4 203.0.113.7 192.0.2.1 5000 80 \r\n" + REQUEST));
    headers.add(bytes("PROXY TCP4 203.0.113.7 192.0.2.1 5000 80  \r\n" + REQUEST));
    headers.add(bytes("PROXY TCP4 203.0.113.7 192.0.2.1 5000 +80\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP4 203.0.113.7 192.0.2.1 +5000 80\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP4 203.0.113.7 192.0.2.1 5000 -0\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP4 203.0.113.7 192.0.2.1 5000 080\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP4 203.0.113.007 192.0.2.1 5000 80\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP4 203.0.113.7 192.0.2.01 5000 80\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP6 ::1 ::2 5000 80 \r\n" + REQUEST));
    for (int length : new int[] {106, 107, 108}) {
      String line = "PROXY TCP4 203.0.113.7 192.0.2.1 5000 80";
      headers.add(bytes(line + " ".repeat(length - line.length()) + "\r\n" + REQUEST));
    }
    headers.add(bytes("PROXY TCP6 ::1 ::2 5000 \u0668\u0660\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP6 fe80::1%nowhere fe80::2 5000 80\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP6 fe80::1%1 fe80::2 5000 80\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP6 fe80::1 fe80::2%1 5000 80\r\n" + REQUEST));
    headers.add(bytes("PROXY TCP4 " + "1".repeat(200)));
    headers.add(ProxyHeaders.raw(0x11, ProxyHeaders.TCP_OVER_IPV4, rest));
    headers.add(ProxyHeaders.raw(0x31, ProxyHeaders.TCP_OVER_IPV4, rest));
    headers.add(ProxyHeaders.raw(0x22, ProxyHeaders.TCP_OVER_IPV4, rest));
    headers.add(ProxyHeaders.raw(0xff, ProxyHeaders.TCP_OVER_IPV4, new byte[80_000]));
    headers.add(ProxyHeaders.raw(ProxyHeaders.PROXY, 0x51, rest));
    headers.add(ProxyHeaders.raw(ProxyHeaders.PROXY, ProxyHeaders.UDP_OVER_IPV4, rest));
    headers.add(ProxyHeaders.raw(ProxyHeaders.PROXY, ProxyHeaders.TCP_OVER_IPV6, rest));
    headers.add(
        ProxyHeaders.raw(ProxyHeaders.PROXY, ProxyHeaders.TCP_OVER_IPV4, 3_000, new byte[3_000]));
    // An added value that is longer than the header, and then a header without fault.
    byte[] lie = {0x04, (byte) 0x7f, (byte) 0xff, 0};
    headers.add(join(ProxyHeaders.of("203.0.113.7", 80, lie), good, bytes(REQUEST)));
    return headers.stream();
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNoHeaderIsClosedWithoutAnAnswer(byte[] sent) throws Exception {
    try (TestApp app = echoing();
        TestRouter router = TestRouter.behindBalancer(ANY).serve(app)) {
      assertTrue(isClosed(router, sent));
      assertTrue(seen(router, ProxyHeaders.of("203.0.113.7", 80)).contains("203.0.113.7"));
      assertEquals(1, app.connections.get(), "nothing of it reached the app");
    }
  }

  @Test
  void noHeaderIsMadeOfChance() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    try (TestApp app = echoing();
        TestRouter router = TestRouter.behindBalancer(ANY).serve(app)) {
      for (int round = 0; round < 200; round++) {
        byte[] sent = new byte[random.nextInt(12, 300)];
        random.nextBytes(sent);
        byte[] good = ProxyHeaders.of("203.0.113.7", 80);
        System.arraycopy(good, 0, sent, 0, 12);
        try (Wire wire = router.connect()) {
          wire.send(sent);
          wire.socket().shutdownOutput();
          assertFalse(wire.readToEnd().startsWith("HTTP/1.1 200"), Arrays.toString(sent));
        } catch (SocketException e) {
          // Closed with bytes unread.
        }
      }
      assertTrue(seen(router, ProxyHeaders.of("203.0.113.7", 80)).contains("203.0.113.7"));
    }
  }

  @Test
  void whoSendsNothingIsClosedInTime() throws Exception {
    try (TestRouter router = TestRouter.behindBalancer(ANY);
        Wire silent = router.connect();
        Wire slow = router.connect()) {
      slow.send(Arrays.copyOf(ProxyHeaders.of("203.0.113.7", 80), 20));
      assertEquals("", silent.readToEnd());
      assertEquals("", slow.readToEnd());
    }
  }

  @Test
  void thisMachineNeedsAHeaderToo() throws Exception {
    try (TestApp app = echoing();
        TestRouter router =
            TestRouter.behindBalancer(TrustedProxies.parse("192.0.2.1")).serve(app)) {
      String seen = seen(router, ProxyHeaders.of("203.0.113.7", 80));
      assertTrue(seen.contains("X-Forwarded-For: 127.0.0.1\r\n"), "not believed: " + seen);
      assertTrue(isClosed(router, bytes(REQUEST)));
    }
  }

  @Test
  void onlyListedPeersAreBelieved() {
    InetAddress balancer = InetAddress.ofLiteral("192.0.2.1");
    InetAddress stranger = InetAddress.ofLiteral("198.51.100.1");
    InetAddress here = InetAddress.ofLiteral("192.0.2.200");
    InetAddress loopback = InetAddress.ofLiteral("::1");
    TrustedProxies listed = TrustedProxies.parse("192.0.2.1,2001:db8::/32");
    assertEquals(Belief.BELIEVED, Belief.in(balancer, here, listed));
    assertEquals(Belief.REFUSED, Belief.in(stranger, here, listed));
    assertEquals(Belief.IGNORED, Belief.in(here, here, listed));
    assertEquals(Belief.IGNORED, Belief.in(loopback, loopback, listed));
    assertEquals(Belief.BELIEVED, Belief.in(stranger, here, ANY));
  }

  @ParameterizedTest
  @MethodSource("spoken")
  void headerIsAMalformedRequestWhereItIsNotSpoken(byte[] header) throws Exception {
    try (TestApp app = echoing();
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send(join(header, bytes(REQUEST)));
      wire.answer();
      assertEquals(400, wire.status());
      assertEquals(0, app.connections.get());
    }
  }

  static Stream<byte[]> spoken() {
    return Stream.of(
        ProxyHeaders.of("203.0.113.7", 80), bytes("PROXY TCP4 203.0.113.9 192.0.2.1 5000 80\r\n"));
  }

  @Test
  void warningsAreFew() {
    long[] now = {0};
    Complaints complaints = new Complaints(() -> now[0]);
    assertTrue(complaints.warn("one"));
    assertFalse(complaints.warn("two"));
    now[0] = Complaints.PAUSE.toNanos();
    assertTrue(complaints.warn("three"));
  }
}
