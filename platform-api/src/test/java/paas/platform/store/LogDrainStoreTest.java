package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.App;
import paas.platform.fault.Rejected;

@Tag("contract")
class LogDrainStoreTest {
  private static final String URL = "https://u:s3cret@logs.example.com/";

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
    void anAppHasItsDrainsAndTheirUrls() {
      App app = stores.newApp();
      LogDrain first = stores.drains.add(app.id(), URL, Stores.NOW);
      LogDrain second = stores.drains.add(app.id(), URL + "2", Stores.NOW.plusSeconds(1));

      assertEquals(List.of(first, second), stores.drains.of(app.id()));
      assertTrue(stores.drains.all().containsAll(List.of(first, second)));
      assertEquals(Optional.of(URL), stores.drains.url(first.id()));
      assertTrue(first.token().matches("d[.][0-9a-f]{12}"), first.token());
    }

    @Test
    void theSameUrlTwiceAndASixthAreRefused() {
      App app = stores.newApp();
      for (int i = 1; i <= 5; i++) {
        stores.drains.add(app.id(), URL + i, Stores.NOW.plusSeconds(i));
      }

      assertThrows(Rejected.class, () -> stores.drains.add(app.id(), URL + 6, Stores.NOW));
      stores.drains.remove(app.id(), stores.drains.of(app.id()).getFirst().id());
      assertThrows(Rejected.class, () -> stores.drains.add(app.id(), URL + 5, Stores.NOW));
      stores.drains.add(app.id(), URL + 6, Stores.NOW);
    }

    @Test
    void anotherAppsIsNotRemoved() {
      App app = stores.newApp();
      LogDrain drain = stores.drains.add(app.id(), URL, Stores.NOW);

      assertFalse(stores.drains.remove(stores.newApp().id(), drain.id()));
      assertTrue(stores.drains.remove(app.id(), drain.id()));
      assertFalse(stores.drains.remove(app.id(), drain.id()));
      assertEquals(Optional.empty(), stores.drains.url(drain.id()));
    }
  }
}
