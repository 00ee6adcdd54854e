package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

@Tag("contract")
class UserStoreTest {
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
    void aUserIsFoundByIdAndAddress() {
      User user = stores.newUser();
      assertEquals(Optional.of(user), stores.users.find(user.id()));
      assertEquals(
          Optional.of(user), stores.users.find(new Email(user.email().value().toUpperCase())));
      assertTrue(stores.users.all().contains(user));
      assertEquals(Optional.empty(), stores.users.find(UUID.randomUUID()));
    }

    @Test
    void anAddressHasOneUser() {
      Email taken = stores.newUser().email();
      Rejected refusal =
          assertThrows(Rejected.class, () -> stores.users.create(taken, true, Stores.NOW));
      assertEquals(Reason.CONFLICT, refusal.reason());
      assertTrue(refusal.getMessage().contains(taken.value()));
    }

    @Test
    void aUserWhoOwnsAnAppStays() {
      App app = stores.newApp();
      Rejected refusal = assertThrows(Rejected.class, () -> stores.users.delete(app.owner()));
      assertEquals(Reason.CONFLICT, refusal.reason());
      assertTrue(refusal.getMessage().contains(app.name().value()));
      assertTrue(refusal.getMessage().contains("paas apps:transfer"), refusal.getMessage());
      assertTrue(stores.users.find(app.owner()).isPresent());
    }

    @Test
    void deletingAUserEndsTokensAndCollaborations() {
      User user = stores.newUser();
      AppId app = stores.newApp().id();
      stores.collaborators.add(app, user.id(), Stores.NOW);
      String secret = stores.tokens.issue(user.id(), "laptop", Optional.empty());
      stores.users.delete(user.id());
      stores.users.delete(user.id());
      assertEquals(Optional.empty(), stores.users.find(user.id()));
      assertEquals(Optional.empty(), stores.tokens.authenticate(secret, Stores.NOW));
      assertEquals(List.of(), stores.collaborators.of(app));
    }

    @Test
    void collaboratorsAreAddedOnceAndRemovedOnce() {
      AppId app = stores.newApp().id();
      User user = stores.newUser();
      stores.collaborators.add(app, user.id(), Stores.NOW);
      stores.collaborators.add(app, user.id(), Stores.NOW);
      assertEquals(List.of(user), stores.collaborators.of(app));
      assertTrue(stores.collaborators.has(app, user.id()));
      assertTrue(stores.collaborators.remove(app, user.id()));
      assertFalse(stores.collaborators.remove(app, user.id()));
      assertFalse(stores.collaborators.has(app, user.id()));
    }

    @Test
    void strangersCannotBecomeCollaborators() {
      AppId app = stores.newApp().id();
      Rejected refusal =
          assertThrows(
              Rejected.class, () -> stores.collaborators.add(app, UUID.randomUUID(), Stores.NOW));
      assertEquals(Reason.NOT_FOUND, refusal.reason());
    }
  }
}
