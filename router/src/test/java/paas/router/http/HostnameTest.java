package paas.router.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostnameTest {

  @Test
  void nameIsReadInAnyCaseWithOrWithoutItsDot() {
    assertEquals(
        Optional.of(new Hostname("shop.example.com")), Hostname.parse("Shop.Example.COM."));
    assertEquals(Optional.of(new Hostname("a")), Hostname.parse("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a..b",
        "-a.test",
        "a-.test",
        "a_b",
        "a b",
        "a/b",
        "ä.test",
        "a.test..",
        "*.",
        "*",
        "a.*.test",
        "**.test",
        "*a.test",
        "a:80"
      })
  void whatIsNoNameIsRefused(String text) {
    assertEquals(Optional.empty(), Hostname.parse(text));
  }

  @Test
  void lengthsAreBounded() {
    assertEquals(Optional.empty(), Hostname.parse("a".repeat(64) + ".test"));
    assertEquals(Optional.empty(), Hostname.parse("abcdefg.".repeat(32) + "test"));
    assertThrows(IllegalArgumentException.class, () -> new Hostname("Upper.test"));
  }

  @Test
  void badValuesCannotBeMade() {
    assertThrows(IllegalArgumentException.class, () -> new Endpoint("web.1", "localhost", 80, "c"));
    assertThrows(IllegalArgumentException.class, () -> new Endpoint("web.1", "10.0.0.1", 0, "c"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RouteLimits(Duration.ZERO, Duration.ofSeconds(1)));
    Route route = new Route(new Hostname("a.test"), new Target.Platform("127.0.0.1", 1));
    assertThrows(IllegalArgumentException.class, () -> new RouteTable(1, List.of(route, route)));
  }
}
