package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.Slug;

@Tag("contract")
class BuildQueueTest {
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

    private BuildRecord add(AppId app, BuildOrder order) {
      return stores.queue.add(app, order, "v1", "me@example.com", Stores.NOW);
    }

    private static BuildOrder upload(String id) {
      return new BuildOrder.Upload(id, "", List.of());
    }

    @Test
    void everyKindOfOrderComesBackAsItWas() {
      AppId app = stores.newApp().id();
      UUID user = stores.newUser().id();
      for (BuildOrder order :
          List.of(
              new BuildOrder.Upload("u", "c0ffee", List.of("nodejs", "https://x.example/a.tgz")),
              new BuildOrder.Archive("https://x.example/a.tgz", "", List.of()),
              new BuildOrder.UploadedImage("u2", "web: a\nworker: b\n"),
              new BuildOrder.NamedImage("shop:1", true, ""),
              new BuildOrder.Sync("https://x.example/a.git", "main", Optional.of(user)),
              new BuildOrder.Sync("https://x.example/a.git", "", Optional.empty()))) {
        BuildRecord build = add(app, order);
        assertEquals(Optional.of(new QueuedBuild(build, order)), stores.queue.find(build.id()));
        assertEquals("v1", build.commit());
      }
      assertEquals(6, stores.queue.of(app).size());
      assertTrue(stores.queue.apps().contains(app));
    }

    @Test
    void aSyncStaysInLineWhenItsUserIsRemoved() {
      AppId app = stores.newApp().id();
      UUID user = stores.newUser().id();
      String url = "https://x.example/a.git";
      BuildRecord build = add(app, new BuildOrder.Sync(url, "main", Optional.of(user)));

      stores.users.delete(user);

      BuildOrder left = new BuildOrder.Sync(url, "main", Optional.empty());
      assertEquals(List.of(new QueuedBuild(build, left)), stores.queue.of(app));
    }

    @Test
    void whatHasEndedIsNoLongerInLine() {
      AppId app = stores.newApp().id();
      BuildRecord first = add(app, upload("first-" + app));
      BuildRecord second = add(app, upload("second-" + app));
      stores.builds.finish(first.id(), new BuildStatus.Failed("no"), Stores.NOW);
      assertEquals(
          List.of(second.id()),
          stores.queue.of(app).stream().map(queued -> queued.build().id()).toList());
      assertEquals(Optional.empty(), stores.queue.find(first.id()));
      assertTrue(stores.queue.uploads().contains("second-" + app));
      assertFalse(stores.queue.uploads().contains("first-" + app));
    }

    @Test
    void onlyWhatIsNotInLineWasCutOff() {
      AppId app = stores.newApp().id();
      BuildRecord push = stores.builds.create(app, "c0ffee", "me", Stores.NOW);
      BuildRecord queued = add(app, upload("x"));
      assertTrue(stores.builds.cutOff().contains(push));
      assertFalse(stores.builds.cutOff().contains(queued));
    }

    @Test
    void theLineIsBounded() {
      AppId app = stores.newApp().id();
      for (int i = 0; i < BuildQueue.MOST; i++) {
        add(app, upload("x" + i));
      }
      assertThrows(Rejected.class, () -> add(app, upload("one too many")));
      assertEquals(BuildQueue.MOST, stores.builds.of(app, 100).size());
    }

    @Test
    void whatABuildIsOfMayBeFoundOutLater() {
      AppId app = stores.newApp().id();
      BuildRecord build = add(app, upload("x"));
      stores.queue.version(build.id(), "c0ffee");
      assertEquals("c0ffee", stores.builds.find(build.id()).orElseThrow().commit());
    }

    @Test
    void aReleaseAndTheEndOfItsBuildAreOne() {
      AppId app = stores.newApp().id();
      BuildRecord build = add(app, upload("x"));
      SortedMap<ProcessType, String> processes = new TreeMap<>();
      processes.put(new ProcessType("web"), "x");
      Slug slug =
          new Slug(new ImageDigest("sha256:" + "a".repeat(64)), List.of(), processes, "b", "v1");
      assertThrows(
          IllegalStateException.class,
          () ->
              stores.builds.release(
                  build.id(),
                  () -> {
                    stores.releases.record(
                        app, new ReleaseDraft.NewSlug(slug, "me", "Deploy v1"), Stores.NOW);
                    throw new IllegalStateException("killed");
                  }));
      assertEquals(1, stores.releases.latest(app).orElseThrow().version().number());
      assertEquals(
          new BuildStatus.Pending(), stores.builds.find(build.id()).orElseThrow().status());
      Release release =
          stores.builds.release(
              build.id(),
              () ->
                  stores.releases.record(
                      app, new ReleaseDraft.NewSlug(slug, "me", "Deploy v1"), Stores.NOW));
      assertEquals(
          Optional.of(release.version()), stores.builds.find(build.id()).orElseThrow().release());
      assertEquals(Optional.empty(), stores.queue.find(build.id()));
    }
  }
}
