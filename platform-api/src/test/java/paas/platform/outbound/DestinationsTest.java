package paas.platform.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

class DestinationsTest {
  private final Destinations strict = new Destinations("", DestinationsTest::literal);

  private static InetAddress[] literal(String host) throws UnknownHostException {
    return switch (host) {
      case "public.example" -> all("93.184.215.14");
      case "half.example" -> all("93.184.215.14", "10.0.0.7");
      case "inside.example" -> all("192.168.3.4");
      default -> InetAddress.getAllByName(host);
    };
  }

  private static InetAddress[] all(String... addresses) {
    return List.of(addresses).stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.9.9.9/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.31.0.1/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2001:db8::1]/",
        "http://localhost/",
        "http://inside.example/",
        "http://half.example/"
      })
  void whatIsNotThePublicInternetIsRefused(String url) {
    Rejected refused = assertThrows(Rejected.class, () -> strict.admit(url));
    assertEquals(Reason.INVALID_PARAMS, refused.reason());
    assertTrue(refused.getMessage().contains("PAAS_FETCH_ALLOW"), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ext::sh -c id",
        "ftp://public.example/",
        "gopher://public.example/",
        "git@public.example:a/b.git",
        "--upload-pack=/bin/sh",
        "http:///x",
        "http://2130706433/",
        "http://user:secret@public.example/",
        "https://public.example/\nHost: x",
        ""
      })
  void whatIsNoPlainWebAddressIsRefused(String url) {
    String message = assertThrows(Rejected.class, () -> strict.admit(url)).getMessage();
    assertTrue(!message.contains("secret"), message);
  }

  @Test
  void thePublicInternetIsPermitted() throws UnknownHostException {
    assertEquals("public.example", strict.admit("https://public.example/a.tgz").getHost());
    assertEquals(all("93.184.215.14")[0], strict.choose("public.example", 443));
  }

  @Test
  void whatTheAdminAllowsIsPermittedOnThatPortOnly() {
    Destinations allowing =
        new Destinations("127.0.0.1:8081, inside.example:443", DestinationsTest::literal);
    assertEquals(8081, allowing.admit("http://127.0.0.1:8081/x").getPort());
    assertEquals("inside.example", allowing.admit("https://inside.example/x").getHost());
    assertThrows(Rejected.class, () -> allowing.admit("http://127.0.0.1:8082/x"));
    assertThrows(Rejected.class, () -> allowing.admit("http://inside.example/x"));
  }

  @Test
  void aNameThatChangesItsAddressIsJudgedAtTheMomentOfConnecting() throws UnknownHostException {
    Deque<InetAddress[]> answers =
        new ArrayDeque<>(List.of(all("93.184.215.14"), all("127.0.0.1")));
    Destinations rebound = new Destinations("", host -> answers.removeFirst());
    rebound.admit("http://rebinding.example/");
    assertThrows(Rejected.class, () -> rebound.choose("rebinding.example", 80));
  }

  @Test
  void anAllowListThatIsNoneIsRefusedAtTheStart() {
    assertThrows(IllegalArgumentException.class, () -> new Destinations("git.example"));
  }
}
