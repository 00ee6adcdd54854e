package paas.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterSettingsTest {
  private static final Path USER_HOME = Path.of("/home/ann");

  private static RouterSettings from(Map<String, String> environment, String user) {
    return RouterSettings.from(environment, user, USER_HOME);
  }

  @Test
  void rootGetsPort80AndTheSystemsDirectory() {
    RouterSettings settings = from(Map.of(), "root");
    assertEquals(80, settings.listen().getPort());
    assertEquals(Path.of("/var/lib/paas/router/router.sock"), settings.socket());
  }

  @Test
  void othersGetPort8080AndTheirDataDirectory() {
    assertEquals(8080, from(Map.of(), "ann").listen().getPort());
    assertEquals(Path.of("/home/ann/.local/share/paas"), from(Map.of(), "ann").home());
    assertEquals(Path.of("/d/paas"), from(Map.of("XDG_DATA_HOME", "/d"), "ann").home());
  }

  @Test
  void environmentIsHeard() {
    RouterSettings settings =
        from(
            Map.of("PAAS_HOME", "/p", "PAAS_HTTP_BIND", "127.0.0.1", "PAAS_HTTP_PORT", "8123"),
            "root");
    assertEquals(Path.of("/p/router/table"), settings.table());
    assertEquals("127.0.0.1:8123", settings.listen().getHostString() + ":8123");
  }

  @ParameterizedTest
  @CsvSource({
    "root,'',443",
    "ann,'',8443",
    "root,PAAS_HTTPS_PORT=off,0",
    "root,PAAS_HTTP_PORT=8123,0",
    "root,PAAS_HTTPS_PORT=9443,9443"
  })
  void httpsIsBesideTheUsualPortsUnlessToldOtherwise(String user, String setting, int port) {
    Map<String, String> environment =
        setting.isEmpty() ? Map.of() : Map.of(setting.split("=")[0], setting.split("=")[1]);
    List<Integer> ports =
        from(environment, user).tlsListen().stream().map(InetSocketAddress::getPort).toList();
    assertEquals(port == 0 ? List.of() : List.of(port), ports);
  }

  @Test
  void clientsReachHttpsAtItsPortUnlessToldOtherwise() {
    assertEquals(OptionalInt.empty(), from(Map.of(), "root").publicTlsPort());
    Map<String, String> none = Map.of("PAAS_PUBLIC_HTTPS_PORT", "");
    assertEquals(OptionalInt.empty(), from(none, "root").publicTlsPort());
    Map<String, String> mapped = Map.of("PAAS_PUBLIC_HTTPS_PORT", "443");
    assertEquals(OptionalInt.of(443), from(mapped, "ann").publicTlsPort());
  }

  @Test
  void proxyProtocolIsSpokenWhenAskedFor() {
    assertFalse(from(Map.of(), "root").proxyProtocol());
    assertTrue(from(Map.of("PAAS_PROXY_PROTOCOL", "on"), "root").proxyProtocol());
  }

  @ParameterizedTest
  @CsvSource({
    "PAAS_HTTPS_PORT,none",
    "PAAS_PUBLIC_HTTPS_PORT,0",
    "PAAS_PUBLIC_HTTPS_PORT,65536",
    "PAAS_PUBLIC_HTTPS_PORT,off",
    "PAAS_HTTP_PORT,http",
    "PAAS_HTTP_PORT,70000",
    "PAAS_ROUTER_THREADS,0",
    "PAAS_ROUTER_THREADS,many",
    "PAAS_HTTP_BIND,localhost",
    "PAAS_TRUSTED_PROXIES,10.0.0.0/99",
    "PAAS_PROXY_PROTOCOL,yes",
    "PAAS_ROUTER_TRANSPORT,uring"
  })
  void badValueIsNamedWithItsVariable(String name, String value) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> from(Map.of(name, value), "root"));
    assertTrue(e.toString().contains(name + " is '" + value + "'"), e.toString());
  }
}
