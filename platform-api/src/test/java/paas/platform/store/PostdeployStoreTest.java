package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.release.ImageDigest;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.Slug;
import paas.platform.release.SourceNotes;

/** From when to when a postdeploy script is owed. */
@Tag("contract")
class PostdeployStoreTest {
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

    private Release deploy(String appJson, ReleaseStatus status) {
      ImageDigest image = new ImageDigest("sha256:" + "d".repeat(64));
      SourceNotes notes = new SourceNotes(appJson, "");
      Slug slug = new Slug(image, List.of(), new TreeMap<>(), "Node.js", "c0ffee", notes);
      Release release =
          stores.releases.record(app, new ReleaseDraft.NewSlug(slug, "me", "Deploy"), Stores.NOW);
      stores.releases.status(release.id(), status, Stores.NOW);
      return release;
    }

    private boolean in(List<Release> some, Release release) {
      return some.stream().map(Release::id).toList().contains(release.id());
    }

    @Test
    void itIsOwedWithTheFirstSuccessAndBegunByOneOnlyAndEnded() {
      Release failed = deploy("{}", new ReleaseStatus.Failed("x"));
      assertFalse(stores.postdeploys.begin(failed.id()));
      Release live = deploy("{}", new ReleaseStatus.Succeeded());
      assertTrue(in(stores.postdeploys.owed(), live));

      assertTrue(stores.postdeploys.begin(live.id()));
      assertFalse(stores.postdeploys.begin(live.id()));
      assertFalse(in(stores.postdeploys.owed(), live));
      assertTrue(in(stores.postdeploys.begun(), live));

      stores.postdeploys.end(live.id());
      assertFalse(in(stores.postdeploys.begun(), live));
      assertFalse(stores.postdeploys.begin(live.id()));
    }

    @Test
    void newsThatComesTwiceOwesItOnce() {
      Release live = deploy("{}", new ReleaseStatus.Succeeded());
      assertTrue(stores.postdeploys.begin(live.id()));
      stores.postdeploys.end(live.id());
      stores.releases.status(live.id(), new ReleaseStatus.Succeeded(), Stores.NOW);
      assertFalse(in(stores.postdeploys.owed(), live));
    }

    @Test
    void laterReleasesAndThoseWithoutAnAppJsonOweNone() {
      Release without = deploy("", new ReleaseStatus.Succeeded());
      Release second = deploy("{}", new ReleaseStatus.Succeeded());
      assertFalse(in(stores.postdeploys.owed(), without));
      assertFalse(in(stores.postdeploys.owed(), second));
      assertFalse(stores.postdeploys.begin(UUID.randomUUID()));
    }

    @Test
    void itGoesWithItsApp() {
      Release live = deploy("{}", new ReleaseStatus.Succeeded());
      stores.apps.delete(app);
      assertEquals(
          List.of(),
          stores.postdeploys.owed().stream().filter(r -> r.id().equals(live.id())).toList());
      stores.postdeploys.end(live.id());
    }
  }
}
