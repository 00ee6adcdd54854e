package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.app.DomainName;
import paas.platform.config.ConfigVars;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;

@Tag("contract")
class AppStoreTest {
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
    void aNewAppIsFoundByNameAndId() {
      App app = stores.newApp();
      assertEquals(Optional.of(app), stores.apps.find(app.name()));
      assertEquals(Optional.of(app), stores.apps.find(app.id()));
      assertEquals(Stores.NOW_STORED, app.createdAt());
      assertTrue(stores.apps.all().contains(app));
    }

    @Test
    void anUnknownAppIsAbsent() {
      assertEquals(Optional.empty(), stores.apps.find(Stores.newName()));
      assertEquals(Optional.empty(), stores.apps.find(AppId.random()));
    }

    @Test
    void aNewAppHasReleaseOneAndOneWantedWeb() {
      User owner = stores.newUser();
      App app = stores.newApp(owner);
      Release first = stores.releases.latest(app.id()).orElseThrow();
      assertEquals(1, first.version().number());
      assertEquals("Initial release", first.description());
      assertEquals(owner.email().value(), first.by());
      assertEquals(new ReleaseStatus.Succeeded(), first.status());
      assertEquals(Optional.empty(), first.slug());
      assertEquals(ConfigVars.EMPTY, first.config());
      assertEquals(
          new TreeMap<>(Map.of(ProcessType.WEB, 1)), stores.formations.of(app.id()).quantities());
    }

    @Test
    void aTakenNameIsAConflictThatSaysSo() {
      AppName name = stores.newApp().name();
      UUID owner = stores.newUser().id();
      Rejected refusal =
          assertThrows(
              Rejected.class,
              () -> stores.apps.create(name, owner, AppSettings.DEFAULT, Stores.NOW));
      assertEquals(Reason.CONFLICT, refusal.reason());
      assertTrue(refusal.getMessage().contains(name.value()), refusal.getMessage());
    }

    @Test
    void anAppNeedsAnOwnerWhoExists() {
      AppName name = Stores.newName();
      assertThrows(
          Rejected.class,
          () -> stores.apps.create(name, UUID.randomUUID(), AppSettings.DEFAULT, Stores.NOW));
      assertEquals(Optional.empty(), stores.apps.find(name));
    }

    @Test
    void settingsAndNameAreSaved() {
      App app = stores.newApp();
      AppSettings settings =
          new AppSettings(true, "release/ü'\"", Duration.ofMillis(1500), Duration.ofSeconds(7));
      AppName name = Stores.newName();
      stores.apps.update(app.id(), before -> before.renamed(name, Stores.NOW.plusSeconds(1)));
      AppStore.Changed changed =
          stores.apps.update(app.id(), before -> before.with(settings, Stores.NOW.plusSeconds(2)));
      assertEquals(name, changed.before().name(), "a change begins where the last one ended");
      assertEquals(Optional.of(changed.after()), stores.apps.find(name));
      assertEquals(settings, changed.after().settings());
      assertEquals(Optional.empty(), stores.apps.find(app.name()));
    }

    @Test
    void renamingToATakenNameIsAConflict() {
      App app = stores.newApp();
      AppName taken = stores.newApp().name();
      Rejected refusal =
          assertThrows(
              Rejected.class,
              () -> stores.apps.update(app.id(), same -> same.renamed(taken, Stores.NOW)));
      assertEquals(Reason.CONFLICT, refusal.reason());
      assertEquals("App name '" + taken + "' is taken: choose another.", refusal.getMessage());
      assertEquals(Optional.of(app), stores.apps.find(app.id()));
    }

    @Test
    void anAppIsGivenToAnotherUserAndItsOwnerBeforeStays() {
      User leaver = stores.newUser();
      User heir = stores.newUser();
      App app = stores.newApp(leaver);
      stores.collaborators.add(app.id(), heir.id(), Stores.NOW);
      App renamed =
          stores.apps.update(app.id(), same -> same.renamed(Stores.newName(), Stores.NOW)).after();
      App given = stores.apps.give(app, heir.id(), Stores.NOW);
      assertEquals(Optional.of(given), stores.apps.find(renamed.name()));
      assertEquals(heir.id(), given.owner());
      assertEquals(List.of(leaver), stores.collaborators.of(app.id()));
    }

    @Test
    void anAppThatHasAnotherOwnerByNowIsNotGivenAgain() {
      User heir = stores.newUser();
      App app = stores.newApp();
      stores.apps.give(app, heir.id(), Stores.NOW);
      UUID late = stores.newUser().id();
      Rejected refusal =
          assertThrows(Rejected.class, () -> stores.apps.give(app, late, Stores.NOW));
      assertEquals(Reason.CONFLICT, refusal.reason());
      assertEquals(heir.id(), stores.apps.find(app.id()).orElseThrow().owner());
    }

    @Test
    void savingAnAppThatIsGoneIsNotFound() {
      App app = stores.newApp();
      stores.apps.delete(app.id());
      Rejected refusal =
          assertThrows(Rejected.class, () -> stores.apps.update(app.id(), same -> same));
      assertEquals(Reason.NOT_FOUND, refusal.reason());
    }

    @Test
    void usersSeeAppsThatTheyOwnOrCollaborateOn() {
      User owner = stores.newUser();
      User friend = stores.newUser();
      App shared = stores.newApp(owner);
      App own = stores.newApp(friend);
      App secret = stores.newApp(owner);
      stores.collaborators.add(shared.id(), friend.id(), Stores.NOW);
      List<App> visible = stores.apps.visibleTo(friend.id());
      assertEquals(2, visible.size());
      assertTrue(visible.containsAll(List.of(shared, own)));
      assertFalse(visible.contains(secret));
    }

    @Test
    void deletingAnAppDeletesEverythingOfIt() {
      App app = stores.newApp();
      DomainName domain = DomainName.parse(Stores.newName() + ".example.com");
      stores.domains.add(app.id(), domain, other -> false, Stores.NOW);
      UUID build = stores.builds.create(app.id(), "c0ffee", "me", Stores.NOW).id();
      stores.collaborators.add(app.id(), stores.newUser().id(), Stores.NOW);
      stores.apps.delete(app.id());
      stores.apps.delete(app.id());
      assertEquals(Optional.empty(), stores.apps.find(app.id()));
      assertEquals(Optional.empty(), stores.releases.latest(app.id()));
      assertEquals(Optional.empty(), stores.builds.find(build));
      assertTrue(stores.formations.of(app.id()).quantities().isEmpty());
      stores.domains.add(stores.newApp().id(), domain, other -> false, Stores.NOW);
    }
  }
}
