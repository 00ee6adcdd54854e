package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.access.User;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

@Tag("contract")
class TokenStoreTest {
  @Nested
  class OnH2 extends Contract {
    OnH2() {
      super(Stores.onH2());
    }
  }

  @Nested
  class OnPostgreSql extends Contract {
    OnPostgreSql() {
      super(Stores.onPostgreSql());
    }
  }

  abstract static class Contract {
    private final Stores stores;

    Contract(Stores stores) {
      this.stores = stores;
    }

    @Test
    void aTokenNamesItsUser() {
      User user = stores.newUser();
      String secret = stores.tokens.issue(user.id(), "laptop", Optional.empty());
      assertTrue(secret.matches("paas_[A-Za-z0-9_-]{43}"), "43 characters hold 256 bits");
      assertEquals(Optional.of(user), stores.tokens.authenticate(secret, Stores.NOW));
    }

    @Test
    void noTwoTokensAreAlike() {
      UUID user = stores.newUser().id();
      assertNotEquals(
          stores.tokens.issue(user, "a", Optional.empty()),
          stores.tokens.issue(user, "a", Optional.empty()));
    }

    @Test
    void whatIsNoTokenNamesNobody() {
      String secret = stores.tokens.issue(stores.newUser().id(), "laptop", Optional.empty());
      for (String wrong :
          List.of(
              "", "paas_", secret + "x", secret.substring(1), "\0\uD800", "x".repeat(100_000))) {
        assertEquals(Optional.empty(), stores.tokens.authenticate(wrong, Stores.NOW));
      }
    }

    @Test
    void anExpiredTokenNamesNobody() {
      User user = stores.newUser();
      String secret = stores.tokens.issue(user.id(), "ci", Optional.of(Stores.NOW));
      assertEquals(
          Optional.of(user), stores.tokens.authenticate(secret, Stores.NOW.minusSeconds(1)));
      assertEquals(Optional.empty(), stores.tokens.authenticate(secret, Stores.NOW));
      assertEquals(Optional.empty(), stores.tokens.find(secret, Stores.NOW));
    }

    @Test
    void tokensAreListedWithoutSecretsAndRevokedByTheirUserOnly() {
      User user = stores.newUser();
      String secret = stores.tokens.issue(user.id(), "laptop", Optional.of(Stores.NOW));
      Token token = stores.tokens.list(user.id()).getFirst();
      assertEquals("laptop", token.description());
      assertEquals(Optional.of(Stores.NOW_STORED), token.expiresAt());
      assertFalse(token.toString().contains(secret));
      assertFalse(stores.tokens.revoke(stores.newUser().id(), token.id()));
      assertTrue(stores.tokens.revoke(user.id(), token.id()));
      assertFalse(stores.tokens.revoke(user.id(), token.id()));
      assertEquals(
          Optional.empty(), stores.tokens.authenticate(secret, Stores.NOW.minusSeconds(9)));
    }

    @Test
    void aTokenNeedsAUser() {
      Rejected refusal =
          assertThrows(
              Rejected.class,
              () -> stores.tokens.issue(UUID.randomUUID(), "laptop", Optional.empty()));
      assertEquals(Reason.NOT_FOUND, refusal.reason());
    }
  }
}
