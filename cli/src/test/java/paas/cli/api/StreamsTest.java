package paas.cli.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import paas.cli.credentials.Credentials;
import paas.cli.http.Dialer;
import paas.cli.http.Roots;

class StreamsTest {
  private static String reached(String named, String platform) {
    try (Platform at =
        new Platform(
            new Dialer(Roots.of(Map.of())), Credentials.none(platform), "test", warning -> {})) {
      return Streams.reached(URI.create(named), at).toString();
    }
  }

  @Test
  void whatAPlatformNamesOnItsOwnMachineIsReachedAsItWasItself() {
    assertEquals(
        "https://paas.example.com/log-streams/a?b=c",
        reached("http://127.0.0.1:7300/log-streams/a?b=c", "https://paas.example.com"));
    assertEquals(
        "wss://paas.example.com:8443/attach/a",
        reached("ws://127.0.0.1:7300/attach/a", "https://paas.example.com:8443/"));
    assertEquals(
        "http://proxy.example/paas/attach/a",
        reached("http://localhost:7300/attach/a", "http://proxy.example/paas"));
  }

  @Test
  void otherAddressesStayAsTheyAre() {
    for (String named : new String[] {"https://store.example/a", "ws://store.example:1/a"}) {
      assertEquals(named, reached(named, "https://paas.example.com"));
    }
    assertEquals("ws://127.0.0.1:2/a", reached("ws://127.0.0.1:2/a", "http://localhost:1"));
  }
}
