package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.app.Domain;
import paas.platform.app.DomainName;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

@Tag("contract")
class DomainStoreTest {
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
    void addedDomainsAreListedByName() {
      AppId app = stores.newApp().id();
      String base = Stores.newName() + ".example.com";
      Domain second =
          stores.domains.add(app, new DomainName("b." + base), other -> false, Stores.NOW);
      Domain first =
          stores.domains.add(app, new DomainName("a." + base), other -> false, Stores.NOW);
      assertEquals(List.of(first, second), stores.domains.of(app));
      assertTrue(stores.domains.all().containsAll(List.of(first, second)));
    }

    @Test
    void aDomainOfAnotherAppIsAConflictThatSaysWhat() {
      DomainName name = newDomain();
      AppId first = stores.newApp().id();
      AppId second = stores.newApp().id();
      stores.domains.add(first, name, other -> false, Stores.NOW);
      assertTrue(refusal(second, name).contains("belongs to another app"));
      assertTrue(refusal(first, name).contains("is on this app already"));
      assertEquals(List.of(), stores.domains.of(second));
    }

    private String refusal(AppId app, DomainName name) {
      Rejected refusal =
          assertThrows(
              Rejected.class, () -> stores.domains.add(app, name, other -> false, Stores.NOW));
      assertEquals(Reason.CONFLICT, refusal.reason());
      return refusal.getMessage();
    }

    @Test
    void aDomainThatOverlapsAnotherAppsIsRefusedUnlessThatAppYields() {
      String base = newDomain().value();
      AppId owner = stores.newApp().id();
      AppId stranger = stores.newApp().id();
      DomainName wildcard = new DomainName("*." + base);
      stores.domains.add(owner, wildcard, other -> false, Stores.NOW);
      for (String name : List.of("login." + base, "a.b." + base, "*.c." + base, base)) {
        assertTrue(refusal(stranger, new DomainName(name)).contains("overlaps '*." + base + "'"));
      }
      DomainName login = new DomainName("login." + base);
      stores.domains.add(stranger, login, owner::equals, Stores.NOW);
      stores.domains.add(owner, new DomainName("a." + base), stranger::equals, Stores.NOW);
      stores.domains.remove(owner, wildcard);
      assertTrue(refusal(stranger, wildcard).contains("overlaps 'a." + base + "'"));
      stores.domains.add(stranger, new DomainName("x" + base), other -> false, Stores.NOW);
      stores.domains.add(stranger, new DomainName("b." + base), other -> false, Stores.NOW);
    }

    @Test
    void aDomainNeedsAnApp() {
      Rejected refusal =
          assertThrows(
              Rejected.class,
              () -> stores.domains.add(AppId.random(), newDomain(), other -> false, Stores.NOW));
      assertEquals(Reason.NOT_FOUND, refusal.reason());
    }

    @Test
    void onlyItsOwnAppRemovesADomainOnce() {
      DomainName name = newDomain();
      AppId app = stores.newApp().id();
      stores.domains.add(app, name, other -> false, Stores.NOW);
      assertFalse(stores.domains.remove(stores.newApp().id(), name));
      assertTrue(stores.domains.remove(app, name));
      assertFalse(stores.domains.remove(app, name));
      assertEquals(List.of(), stores.domains.of(app));
    }

    @Test
    void ofManyWhoWantADomainOneGetsIt() throws Exception {
      DomainName name = newDomain();
      List<Future<Domain>> tries = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 8; i++) {
          AppId app = stores.newApp().id();
          tries.add(
              threads.submit(() -> stores.domains.add(app, name, other -> false, Stores.NOW)));
        }
      }
      long won = tries.stream().filter(t -> t.state() == Future.State.SUCCESS).count();
      assertEquals(1, won);
      for (Future<Domain> lost : tries) {
        if (lost.state() == Future.State.FAILED) {
          assertEquals(Rejected.class, lost.exceptionNow().getClass());
        }
      }
    }

    private static DomainName newDomain() {
      return new DomainName(Stores.newName() + ".example.com");
    }
  }
}
