package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients over IPv6, and over IPv4 where one socket takes both ({@code PAAS_HTTP_BIND=::}). */
class Ipv6Test {
  private static final Pattern FORWARDED = Pattern.compile(" fwd=\"([^\"]*)\" ");

  /** What the line and the app are told of a client that connects to this address. */
  private static String seen(Transport transport, String listen, String address)
      throws IOException, InterruptedException {
    try (RecordingApp app = RecordingApp.start();
        TestRouter router =
            TestRouter.at(InetAddress.ofLiteral(listen), transport).serve(app.app());
        Wire wire = Wire.to(address, router.server.address().getPort())) {
      assertEquals("ok", wire.get(TestRouter.HOST, "/"));
      String line = router.line();
      Matcher forwarded = FORWARDED.matcher(line);
      assertTrue(forwarded.find(), line);
      String told = forwarded.group(1);
      assertTrue(
          app.requests().getFirst().fields().contains("X-Forwarded-For: " + told),
          () -> told + ", but " + app.requests());
      return told;
    }
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void clientOverIpv6IsNamedByItsAddress(Transport transport) throws Exception {
    assertEquals("::1", seen(transport, "::1", "::1"));
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void socketForAllTakesBothAndWritesEachAsItIs(Transport transport) throws Exception {
    assertEquals("::1", seen(transport, "::", "::1"));
    assertEquals("127.0.0.1", seen(transport, "::", "127.0.0.1"));
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void addressOfTheRouterMayBeTheHost(Transport transport) throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.at(InetAddress.ofLiteral("::1"), transport).serve(app);
        Wire wire = Wire.to("::1", router.server.address().getPort())) {
      wire.get("[::1]:" + router.server.address().getPort(), "/");
      assertEquals(404, wire.status());
      assertEquals("ok", wire.get(TestRouter.HOST, "/"), "the connection goes on");
    }
  }
}
