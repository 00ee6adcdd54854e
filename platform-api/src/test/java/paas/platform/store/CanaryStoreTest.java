package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.app.DomainName;
import paas.platform.config.ConfigKey;
import paas.platform.fault.Rejected;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.Size;
import paas.platform.formation.Slot;
import paas.platform.release.Canary;
import paas.platform.release.ImageDigest;
import paas.platform.release.Percent;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.Slug;
import paas.router.http.PathPrefix;

@Tag("contract")
class CanaryStoreTest {
  private static final Percent TEN = new Percent(10);

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
    private final AppId app;

    Contract(Stores stores) {
      this.stores = stores;
      this.app = stores.newApp().id();
    }

    private static ReleaseDraft deploy() {
      Slug slug =
          new Slug(
              new ImageDigest("sha256:" + "a".repeat(64)),
              List.of("/launch"),
              new TreeMap<>(Map.of(ProcessType.WEB, "serve")),
              "Node.js",
              "c0ffee");
      return new ReleaseDraft.NewSlug(slug, "me", "Deploy");
    }

    private Release live() {
      Release release = stores.releases.record(app, deploy(), Stores.NOW);
      stores.releases.status(release.id(), new ReleaseStatus.Succeeded(), Stores.NOW);
      return release;
    }

    private Release tried() {
      Release release =
          stores.releases.record(app, new ReleaseDraft.Tried(deploy(), TEN), Stores.NOW);
      stores.releases.status(release.id(), new ReleaseStatus.Rolling(), Stores.NOW);
      return release;
    }

    @Test
    void aCanaryGoesFromItsStartToItsEndWithItsRelease() {
      live();
      Release release = tried();
      assertEquals(
          new Canary(app, release.id(), release.version(), TEN, Canary.Stage.STARTING),
          stores.canaries.of(app).orElseThrow());
      assertFalse(stores.canaries.isTried(release.id()));
      assertThrows(Rejected.class, () -> stores.canaries.promote(app));
      assertTrue(stores.canaries.begun(release.id()));
      assertTrue(stores.canaries.isTried(release.id()));
      stores.canaries.weigh(app, new Percent(99));
      stores.canaries.promote(app);
      assertEquals(
          new Canary(app, release.id(), release.version(), new Percent(99), Canary.Stage.PROMOTED),
          stores.canaries.of(app).orElseThrow());
      assertFalse(stores.canaries.begun(release.id()), "late news");
      stores.releases.status(release.id(), new ReleaseStatus.Succeeded(), Stores.NOW);
      assertEquals(Optional.empty(), stores.canaries.of(app));
      assertEquals(
          release.version(), stores.releases.serving(app).map(Release::version).orElseThrow());
    }

    @Test
    void anAbortIsTheEndOfItsRelease() {
      Release before = live();
      Release release = tried();
      stores.canaries.abort(app, ReleaseStatus.Failed.abortedBy("enough"), Stores.NOW);
      assertEquals(
          ReleaseStatus.Failed.abortedBy("enough"),
          stores.releases.find(release.id()).orElseThrow().status());
      assertEquals(Optional.empty(), stores.canaries.of(app));
      assertFalse(stores.canaries.begun(release.id()));
      assertEquals(
          before.version(), stores.releases.serving(app).map(Release::version).orElseThrow());
      assertThrows(
          Rejected.class,
          () -> stores.canaries.abort(app, ReleaseStatus.Failed.abortedBy("again"), Stores.NOW));
    }

    @Test
    void anAbortOfOneThatHasJustGoneLiveIsRefused() {
      live();
      Release release = tried();
      var row = stores.canaryRows.findById(release.id()).orElseThrow();
      assertTrue(stores.releases.status(release.id(), new ReleaseStatus.Succeeded(), Stores.NOW));
      stores.canaryRows.save(row);
      assertThrows(
          Rejected.class,
          () -> stores.canaries.abort(app, ReleaseStatus.Failed.abortedBy("late"), Stores.NOW));
      assertFalse(
          stores.releases.status(release.id(), new ReleaseStatus.Failed("late"), Stores.NOW));
      assertEquals(
          release.version(), stores.releases.serving(app).map(Release::version).orElseThrow());
      stores.canaryRows.remove(release.id());
    }

    @Test
    void nothingIsRecordedBesideOneAndNoneBeforeAnythingIsLive() {
      assertThrows(Rejected.class, this::tried);
      assertEquals(Optional.empty(), stores.releases.nextPending(app));
      live();
      tried();
      assertThrows(Rejected.class, this::tried);
      assertThrows(Rejected.class, () -> stores.releases.record(app, deploy(), Stores.NOW));
      ReleaseDraft config =
          new ReleaseDraft.ConfigChange(
              Map.of(new ConfigKey("A"), Optional.of("1")), "me", "Set A");
      assertThrows(Rejected.class, () -> stores.releases.record(app, config, Stores.NOW));
    }

    @Test
    void whatReplacesAllInstancesOfATypeReplacesACanarysToo() {
      live();
      stores.formations.scale(app, Map.of(ProcessType.WEB, 2));
      stores.releases.record(app, new ReleaseDraft.Tried(deploy(), new Percent(51)), Stores.NOW);
      Slot first = Slot.trial(ProcessType.WEB, 1);
      Slot second = Slot.trial(ProcessType.WEB, 2);
      stores.formations.restart(app, Set.of(new Slot(ProcessType.WEB, 1)));
      assertEquals(0, stores.formations.of(app).epoch(first), "one of two");
      stores.formations.restart(app, stores.formations.of(app).slots(ProcessType.WEB));
      assertEquals(1, stores.formations.of(app).epoch(first));
      assertEquals(1, stores.formations.of(app).epoch(second));
      ProcessSettings small = ProcessSettings.DEFAULT.with(Size.parse("small"));
      stores.formations.change(app, Map.of(), Map.of(ProcessType.WEB, small));
      assertEquals(2, stores.formations.of(app).epoch(first));
      assertEquals(2, stores.formations.of(app).epoch(second));
    }

    @Test
    void whatReplacesAllThatRunReplacesACanarysToo() {
      live();
      stores.formations.scale(app, Map.of(ProcessType.WEB, 2));
      stores.releases.record(app, new ReleaseDraft.Tried(deploy(), new Percent(51)), Stores.NOW);
      stores.formations.stop(app, Set.of(new Slot(ProcessType.WEB, 2)));
      stores.formations.restart(app, Set.of(new Slot(ProcessType.WEB, 1)));
      assertEquals(1, stores.formations.of(app).epoch(Slot.trial(ProcessType.WEB, 1)));
    }

    @Test
    void aCanaryGoesWithItsApp() {
      live();
      tried();
      stores.apps.delete(app);
      assertEquals(Optional.empty(), stores.canaries.of(app));
    }

    @Test
    void aPathKeepsTheProcessTypeThatItLeadsTo() {
      DomainName host = new DomainName("a" + app + ".example");
      stores.domains.add(app, host, other -> true, Stores.NOW);
      ProcessType api = new ProcessType("api");
      stores.mounts.add(app, host, new PathPrefix("/api"), app, api, Stores.NOW);
      assertEquals(api, stores.mounts.to(app).getFirst().process());
    }
  }
}
