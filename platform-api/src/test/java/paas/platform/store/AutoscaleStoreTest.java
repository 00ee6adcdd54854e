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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.autoscale.Autoscale;
import paas.platform.autoscale.Metric;
import paas.platform.autoscale.Target;
import paas.platform.fault.Rejected;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.platform.release.SourceNotes;

@Tag("contract")
class AutoscaleStoreTest {
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
    private static final ProcessType WORKER = new ProcessType("worker");
    private static final Autoscale SLEEPY =
        new Autoscale(0, 3, Optional.empty(), Optional.of(Duration.ofMinutes(15)));
    private static final Autoscale BUSY =
        new Autoscale(1, 5, Optional.of(new Target(Metric.CPU, 70)), Optional.empty());

    private final Stores stores;

    Contract(Stores stores) {
      this.stores = stores;
    }

    @Test
    void aReleaseThatGoesLiveWakesWhatSleepsOnceAndInOneStep() {
      AppId app = stores.newApp().id();
      stores.formations.scale(app, Map.of(ProcessType.WEB, 2));
      stores.autoscales.update(app, ProcessType.WEB, before -> SLEEPY);
      assertTrue(stores.formations.scaleFrom(app, ProcessType.WEB, 2, 0));
      Release release = recorded(app);
      Arrivals.Arrival arrival = stores.arrivals.live(release, Stores.NOW);
      assertEquals(new Arrivals.Arrival(true, Optional.of(SLEEPY)), arrival);
      assertEquals(3, stores.formations.of(app).quantity(ProcessType.WEB));
      assertEquals(2, stores.formations.chosen(app, ProcessType.WEB), "by hand");
      assertTrue(stores.formations.scaleFrom(app, ProcessType.WEB, 3, 0));
      assertEquals(
          new Arrivals.Arrival(false, Optional.empty()), stores.arrivals.live(release, Stores.NOW));
      assertEquals(0, stores.formations.of(app).quantity(ProcessType.WEB));
    }

    private Release recorded(AppId app) {
      Slug slug =
          new Slug(
              new ImageDigest("sha256:" + "a".repeat(64)),
              List.of("launch"),
              new TreeMap<>(Map.of(ProcessType.WEB, "serve")),
              "c0ffee",
              "",
              SourceNotes.NONE);
      return stores.releases.record(
          app, new ReleaseDraft.NewSlug(slug, "me", "Deploy c0ffee"), Stores.NOW);
    }

    @Test
    void aReleaseThatGoesLiveLeavesWhatDoesNotSleepAlone() {
      AppId app = stores.newApp().id();
      stores.formations.scale(app, Map.of(ProcessType.WEB, 0));
      Release release = recorded(app);
      assertEquals(
          new Arrivals.Arrival(true, Optional.empty()), stores.arrivals.live(release, Stores.NOW));
      assertEquals(0, stores.formations.of(app).quantity(ProcessType.WEB));
      assertEquals(release.version(), stores.releases.serving(app).orElseThrow().version());
    }

    @Test
    void whatIsSetComesBackTypeByTypeAndIsReplaced() {
      AppId app = stores.newApp().id();
      assertEquals(Map.of(), stores.autoscales.of(app));
      stores.autoscales.update(app, ProcessType.WEB, before -> SLEEPY);
      stores.autoscales.update(app, WORKER, before -> BUSY);
      assertEquals(Map.of(ProcessType.WEB, SLEEPY, WORKER, BUSY), stores.autoscales.of(app));
      assertEquals(stores.autoscales.of(app), stores.autoscales.all().get(app));
      stores.autoscales.update(
          app,
          WORKER,
          before -> {
            assertEquals(Optional.of(BUSY), before);
            return SLEEPY;
          });
      assertEquals(SLEEPY, stores.autoscales.of(app).get(WORKER));
    }

    @Test
    void aRefusedChangeChangesNothing() {
      AppId app = stores.newApp().id();
      stores.autoscales.update(app, WORKER, before -> BUSY);
      assertThrows(
          Rejected.class,
          () ->
              stores.autoscales.update(
                  app,
                  WORKER,
                  before -> {
                    throw Rejected.invalid("no");
                  }));
      assertEquals(Map.of(WORKER, BUSY), stores.autoscales.of(app));
    }

    @Test
    void itEndsOnceAndGoesWithItsApp() {
      AppId app = stores.newApp().id();
      stores.autoscales.update(app, WORKER, before -> BUSY);
      assertEquals(Optional.of(BUSY), stores.autoscales.remove(app, WORKER));
      assertEquals(Optional.empty(), stores.autoscales.remove(app, WORKER));
      stores.autoscales.update(app, WORKER, before -> BUSY);
      stores.apps.delete(app);
      assertEquals(Map.of(), stores.autoscales.of(app));
      assertThrows(Rejected.class, () -> stores.autoscales.update(app, WORKER, before -> BUSY));
    }

    @Test
    void aQuantityThatSomebodyElseChangedIsLeftAlone() {
      AppId app = stores.newApp().id();
      stores.formations.scale(app, Map.of(WORKER, 2));
      assertTrue(stores.formations.scaleFrom(app, WORKER, 2, 3));
      assertFalse(stores.formations.scaleFrom(app, WORKER, 2, 5));
      assertEquals(3, stores.formations.of(app).quantity(WORKER));
      assertTrue(stores.formations.scaleFrom(app, new ProcessType("clock"), 0, 1));
      assertThrows(Rejected.class, () -> stores.formations.scaleFrom(app, WORKER, 3, 101));
    }
  }
}
