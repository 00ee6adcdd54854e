package paas.platform.api.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  @Test
  void aBearerTokenIsTheToken() {
    assertEquals(Optional.of("paas_x"), Credentials.token("Bearer paas_x"));
    assertEquals(Optional.of("paas_x"), Credentials.token("bearer  paas_x "));
  }

  @Test
  void aBasicPasswordIsTheTokenWhoeverTheUser() {
    assertEquals(Optional.of("paas_x"), Credentials.token("Basic " + encoded(":paas_x")));
    assertEquals(Optional.of("paas_x"), Credentials.token("Basic " + encoded("me:paas_x")));
    assertEquals(Optional.of("a:b"), Credentials.token("basic " + encoded("me:a:b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic !!!", "Basic bm9jb2xvbg==", "Digest x"})
  void anythingElseIsNone(String header) {
    assertEquals(Optional.empty(), Credentials.token(header));
  }

  @Test
  void anEndlessHeaderIsNone() {
    assertEquals(Optional.empty(), Credentials.token("Bearer " + "x".repeat(10_000)));
  }

  private static String encoded(String pair) {
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
