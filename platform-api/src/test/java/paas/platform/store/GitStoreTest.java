package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;

@Tag("contract")
class GitStoreTest {
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
    void anAppComesFromOneRepositoryAtATime() {
      AppId app = stores.newApp().id();
      UUID user = stores.newUser().id();
      assertEquals(Optional.empty(), stores.git.source(app));
      stores.git.source(app, "https://x.example/a.git", "main", user, Stores.NOW);
      stores.git.source(app, "https://x.example/b.git", "", user, Stores.NOW);
      assertEquals(
          Optional.of(source(app, "https://x.example/b.git", Optional.of(user))),
          stores.git.source(app));
    }

    private static GitSource source(AppId app, String url, Optional<UUID> user) {
      return new GitSource(app, url, "", user, Stores.NOW_STORED);
    }

    @Test
    void whatAnAppIsSyncedFromOutlivesWhoNamedItButNotTheirAccount() {
      AppId app = stores.newApp().id();
      UUID user = stores.newUser().id();
      String url = "https://x.example/a.git";
      stores.git.source(app, url, "", user, Stores.NOW);
      stores.git.keep(user, "x.example", "ada", "hunter2", Stores.NOW);

      stores.users.delete(user);

      assertEquals(Optional.of(source(app, url, Optional.empty())), stores.git.source(app));
      assertEquals(Optional.empty(), stores.git.login(user, "x.example"));
      UUID other = stores.newUser().id();
      stores.git.source(app, url, "", other, Stores.NOW);
      assertEquals(Optional.of(source(app, url, Optional.of(other))), stores.git.source(app));
    }

    @Test
    void anAccountIsListedWithoutItsSecretAndTakenAway() {
      UUID user = stores.newUser().id();
      UUID other = stores.newUser().id();
      stores.git.keep(user, "git.example", "ada", "old", Stores.NOW);
      stores.git.keep(user, "git.example", "ada", "hunter2", Stores.NOW);
      List<GitCredential> listed = stores.git.credentials(user);
      assertEquals(1, listed.size());
      assertFalse(listed.toString().contains("hunter2"));
      GitStore.Login login = stores.git.login(user, "git.example").orElseThrow();
      assertEquals("hunter2", login.secret());
      assertFalse(login.toString().contains("hunter2"));
      assertEquals(Optional.empty(), stores.git.login(other, "git.example"));
      assertEquals(Optional.empty(), stores.git.login(user, "other.example"));
      assertFalse(stores.git.forget(other, "git.example"));
      assertTrue(stores.git.forget(user, "git.example"));
      assertEquals(Optional.empty(), stores.git.login(user, "git.example"));
    }

    @Test
    void aWebhookIsMadeAnewWithAnotherSecret() {
      AppId app = stores.newApp().id();
      assertEquals(Optional.empty(), stores.webhooks.of(app));
      Webhook first = stores.webhooks.renew(app, Stores.NOW);
      Optional<String> secret = stores.webhooks.secret(first.id());
      Webhook second = stores.webhooks.renew(app, Stores.NOW);
      assertEquals(Optional.empty(), stores.webhooks.find(first.id()));
      assertEquals(Optional.of(second), stores.webhooks.of(app));
      assertNotEquals(secret, stores.webhooks.secret(second.id()));
      assertTrue(stores.webhooks.remove(app));
      assertFalse(stores.webhooks.remove(app));
      assertEquals(Optional.empty(), stores.webhooks.secret(second.id()));
    }

    @Test
    void aDeliveryIsRememberedOncePerWebhook() {
      Webhook webhook = stores.webhooks.renew(stores.newApp().id(), Stores.NOW);
      Webhook other = stores.webhooks.renew(stores.newApp().id(), Stores.NOW);
      assertFalse(stores.webhooks.cameBefore(webhook, "aa"));
      stores.webhooks.remember(webhook, "aa", Stores.NOW);
      stores.webhooks.remember(webhook, "aa", Stores.NOW.plusSeconds(90_000));
      assertTrue(stores.webhooks.cameBefore(webhook, "aa"));
      assertFalse(stores.webhooks.cameBefore(webhook, "bb"));
      assertFalse(stores.webhooks.cameBefore(other, "aa"));
    }
  }
}
