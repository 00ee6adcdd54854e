package paas.router.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathPrefixTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "/api", "/a/b-c_d.e~f", "/v1.2/..x"})
  void plainSegmentsAreAPrefix(String value) {
    assertTrue(new PathPrefix(value).covers(value.isEmpty() ? "/" : value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api", "/", "/api/", "//api", "/a//b", "/..", "/a/../b", "/./a", "/ä", "/a b", "/a?b",
        "/a#b", "/%41"
      })
  void everythingElseIsRefused(String value) {
    assertFalse(PathPrefix.isValid(value));
    assertThrows(IllegalArgumentException.class, () -> new PathPrefix(value));
  }
}
