package paas.router.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasicAuthTest {
  private static final BasicAuth AUTH =
      BasicAuth.of(
          "ann", "geheim:ß", new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

  private static String field(String scheme, String pair) {
    return scheme + " " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "Basic,ann:geheim:ß,true",
    "basic,ann:geheim:ß,true",
    "Basic,ann:geheim,false",
    "Basic,bob:geheim:ß,false",
    "Basic,ann,false",
    "Bearer,ann:geheim:ß,false"
  })
  void onlyTheUserWithThePasswordIsAdmitted(String scheme, String pair, boolean admitted) {
    assertEquals(admitted, AUTH.admits(field(scheme, pair)));
  }

  @Test
  void whatIsNoFieldAdmitsNobody() {
    assertFalse(AUTH.admits(""));
    assertFalse(AUTH.admits("Basic"));
    assertFalse(AUTH.admits("Basic %%%"));
    assertFalse(AUTH.admits("Basic " + "A".repeat(100_000)));
  }

  @Test
  void thePasswordIsNeitherKeptNorShown() {
    assertFalse((AUTH.toString() + AUTH.hash() + AUTH.salt()).contains("geheim"));
    assertFalse(AUTH.toString().contains(AUTH.hash()));
  }

  @Test
  void aUserWithAColonCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> BasicAuth.of("a:b", "x", new byte[16]));
  }
}
