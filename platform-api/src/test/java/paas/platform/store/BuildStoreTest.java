package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.release.ReleaseVersion;

@Tag("contract")
class BuildStoreTest {
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
    void aNewBuildIsPending() {
      AppId app = stores.newApp().id();
      BuildRecord build = stores.builds.create(app, "c0ffee", "me@example.com", Stores.NOW);
      assertEquals(new BuildStatus.Pending(), build.status());
      assertEquals(Optional.of(build), stores.builds.find(build.id()));
      assertTrue(stores.builds.pending().contains(build));
      assertEquals(Optional.empty(), build.release());
      assertEquals("", build.failure());
    }

    @Test
    void aBuildEndsOnce() {
      AppId app = stores.newApp().id();
      UUID id = stores.builds.create(app, "c0ffee", "me", Stores.NOW).id();
      stores.builds.finish(id, new BuildStatus.Failed("npm: exit 1"), Stores.NOW.plusSeconds(5));
      stores.builds.finish(
          id, new BuildStatus.Succeeded(new ReleaseVersion(2)), Stores.NOW.plusSeconds(6));
      BuildRecord build = stores.builds.find(id).orElseThrow();
      assertEquals("npm: exit 1", build.failure());
      assertEquals(Optional.empty(), build.release());
      assertEquals(Stores.NOW_STORED.plusSeconds(5), build.updatedAt());
      assertFalse(stores.builds.pending().contains(build));
    }

    @Test
    void aSuccessfulBuildKnowsItsRelease() {
      AppId app = stores.newApp().id();
      UUID id = stores.builds.create(app, "", "me", Stores.NOW).id();
      stores.builds.finish(id, new BuildStatus.Succeeded(new ReleaseVersion(7)), Stores.NOW);
      assertEquals(
          Optional.of(new ReleaseVersion(7)), stores.builds.find(id).orElseThrow().release());
    }

    @Test
    void howItsImageWasMadeIsSaidOfAPendingBuild() {
      AppId app = stores.newApp().id();
      UUID id = stores.builds.create(app, "c0ffee", "me", Stores.NOW).id();
      assertEquals(BuildMeans.UNKNOWN, stores.builds.find(id).orElseThrow().means());
      BuildMeans means =
          new BuildMeans(
              "Buildpacks",
              List.of(
                  new BuildMeans.Used("nodejs", "1f3a"),
                  new BuildMeans.Used("https://example.com/\"b\"#v1", "c0ffee")),
              "at most 2048 MB",
              new ImageNotes(
                  List.of("8080/tcp", "9090/udp"),
                  Optional.of(
                      new ImageNotes.HealthCheck(
                          List.of("CMD-SHELL", "curl -f \"localhost\" || exit 1"),
                          Duration.ofSeconds(30),
                          Duration.ofMillis(1500),
                          Duration.ZERO,
                          3))));
      stores.builds.means(id, means);
      stores.builds.finish(
          id, new BuildStatus.Succeeded(new ReleaseVersion(2)), Stores.NOW.plusSeconds(5));
      assertEquals(means, stores.builds.find(id).orElseThrow().means());
      stores.builds.means(id, BuildMeans.UNKNOWN);
      assertEquals(means, stores.builds.find(id).orElseThrow().means());
    }

    @Test
    void theNewestBuildsComeFirst() {
      AppId app = stores.newApp().id();
      BuildRecord first = stores.builds.create(app, "a", "me", Stores.NOW);
      BuildRecord second = stores.builds.create(app, "b", "me", Stores.NOW.plusSeconds(1));
      BuildRecord third = stores.builds.create(app, "c", "me", Stores.NOW.plusSeconds(2));
      assertEquals(List.of(third, second), stores.builds.of(app, 2));
      assertEquals(List.of(third, second, first), stores.builds.of(app, 9));
    }

    @Test
    void aBuildNeedsAnApp() {
      Rejected refusal =
          assertThrows(
              Rejected.class, () -> stores.builds.create(AppId.random(), "a", "me", Stores.NOW));
      assertEquals(Reason.NOT_FOUND, refusal.reason());
    }
  }
}
