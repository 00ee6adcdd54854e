package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

@Tag("contract")
class NetworkLinkStoreTest {
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
    void aLinkIsSeenFromBothEndsWhicheverWayItWasMade() {
      App one = stores.newApp();
      App other = stores.newApp();
      App third = stores.newApp();
      assertTrue(stores.links.add(one.id(), other.id(), Stores.NOW));
      assertFalse(stores.links.add(other.id(), one.id(), Stores.NOW));
      assertTrue(stores.links.add(third.id(), one.id(), Stores.NOW.plusSeconds(1)));
      assertEquals(List.of(other, third), stores.links.of(one.id()));
      assertEquals(List.of(one), stores.links.of(other.id()));
    }

    @Test
    void anAppHasTwentyLinksAtMostWhicheverEndAsks() {
      App hub = stores.newApp();
      for (int i = 0; i < 20; i++) {
        assertTrue(stores.links.add(hub.id(), stores.newApp().id(), Stores.NOW));
      }
      App more = stores.newApp();
      assertThrows(Rejected.class, () -> stores.links.add(hub.id(), more.id(), Stores.NOW));
      assertThrows(Rejected.class, () -> stores.links.add(more.id(), hub.id(), Stores.NOW));
      App first = stores.links.of(hub.id()).getFirst();
      assertFalse(stores.links.add(first.id(), hub.id(), Stores.NOW));
      assertTrue(stores.links.remove(first.id(), hub.id()));
      assertTrue(stores.links.add(more.id(), hub.id(), Stores.NOW));
    }

    @Test
    void aLinkIsRemovedFromEitherEnd() {
      App one = stores.newApp();
      App other = stores.newApp();
      stores.links.add(one.id(), other.id(), Stores.NOW);
      assertTrue(stores.links.remove(other.id(), one.id()));
      assertFalse(stores.links.remove(one.id(), other.id()));
      assertEquals(List.of(), stores.links.of(one.id()));
    }

    @Test
    void aLinkEndsWithItsApp() {
      App one = stores.newApp();
      App other = stores.newApp();
      stores.links.add(one.id(), other.id(), Stores.NOW);
      stores.apps.delete(other.id());
      assertEquals(List.of(), stores.links.of(one.id()));
    }

    @Test
    void aLinkNeedsBothApps() {
      AppId app = stores.newApp().id();
      Rejected refusal =
          assertThrows(Rejected.class, () -> stores.links.add(app, AppId.random(), Stores.NOW));
      assertEquals(Reason.NOT_FOUND, refusal.reason());
    }
  }
}
