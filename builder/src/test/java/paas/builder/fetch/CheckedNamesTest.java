package paas.builder.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedNamesTest {
  private static InetAddress[] addresses(String host) throws UnknownHostException {
    return switch (host) {
      case "public.example" -> all("93.184.215.14");
      case "half.example" -> all("93.184.215.14", "10.0.0.7");
      case "inside.example", "INSIDE.example" -> all("192.168.3.4");
      default -> InetAddress.getAllByName(host);
    };
  }

  private static InetAddress[] all(String... addresses) {
    return Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  private static CheckedNames allowing(String list) {
    return new CheckedNames(CheckedNames.entries(list), CheckedNamesTest::addresses);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "[::1]", "127.0.0.1", "inside.example", "half.example"})
  void nameThatLeadsInsideIsRefusedWithWhatWouldAllowIt(String host) {
    var refused =
        assertThrows(RefusedAddress.class, () -> allowing("public.example").resolve(host, 80));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.endsWith("PAAS_FETCH_ALLOW=" + host + ":80"), message);
  }

  @Test
  void publicNameIsResolved() throws UnknownHostException {
    var address = new InetSocketAddress(all("93.184.215.14")[0], 443);
    assertEquals(List.of(address), allowing("").resolve("public.example", 443));
  }

  @Test
  void allowedHostMayBeAnywhere() throws UnknownHostException {
    CheckedNames names = allowing("Inside.Example:443, localhost [::1]:81");
    assertEquals(1, names.resolve("INSIDE.example", 443).size());
    assertEquals(1, names.resolve("[::1]", 81).size());
    assertEquals(8080, names.resolve("localhost", 8080).getFirst().getPort());
    assertThrows(RefusedAddress.class, () -> names.resolve("inside.example", 80));
    assertThrows(RefusedAddress.class, () -> names.resolve("192.168.3.4", 443));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a", "a:b", "a:0", "a:123456", "u@a", "a:1:2", "::1", "10.0.0.0/8"})
  void listThatIsNoneIsRefusedAtTheStart(String list) {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> CheckedNames.allowing("b, " + list));
    assertTrue(String.valueOf(refused.getMessage()).contains("'" + list + "'"));
  }
}
