package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.health.HealthOverride;
import paas.platform.health.Healthcheck;
import paas.platform.health.Wording;
import paas.platform.release.ProcessType;

@Tag("contract")
class HealthStoreTest {
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
    private static final HealthOverride SET =
        HealthOverride.NONE.with(
            Wording.check(
                Healthcheck.Source.OWNER,
                Map.of("path", "/health", "content", "größe", "header.A", "b")));

    private final Stores stores;

    Contract(Stores stores) {
      this.stores = stores;
    }

    @Test
    void whatIsSaidComesBackTypeByType() {
      AppId app = stores.newApp().id();
      assertEquals(Map.of(), stores.health.of(app));
      assertEquals(SET, stores.health.update(app, ProcessType.WEB, before -> SET));
      ProcessType worker = new ProcessType("worker");
      stores.health.update(app, worker, before -> before.with(false));
      assertEquals(
          Map.of(ProcessType.WEB, SET, worker, HealthOverride.NONE.with(false)),
          stores.health.of(app));
      stores.health.update(app, ProcessType.WEB, before -> before.with(false));
      assertEquals(SET.with(false), stores.health.of(app).get(ProcessType.WEB));
    }

    @Test
    void itGoesWithItsAppAndNeedsOne() {
      AppId app = stores.newApp().id();
      stores.health.update(app, ProcessType.WEB, before -> SET);
      stores.apps.delete(app);
      assertEquals(Map.of(), stores.health.of(app));
      assertThrows(Rejected.class, () -> stores.health.update(app, ProcessType.WEB, before -> SET));
    }
  }
}
