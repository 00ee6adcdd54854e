package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.config.ConfigKey;
import paas.platform.fault.Rejected;
import paas.platform.release.ImageDigest;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;

/** Which releases give up their images. */
@Tag("contract")
class ReleaseRetentionTest {
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
    private static final Instant NOW = Stores.NOW;
    private static final Duration MONTH = Duration.ofDays(30);

    private final Stores stores;
    private final AppId app;

    Contract(Stores stores) {
      this.stores = stores;
      this.app = stores.newApp().id();
    }

    private static ImageDigest newImage() {
      String hex = UUID.randomUUID().toString().replace("-", "");
      return new ImageDigest("sha256:" + hex + hex);
    }

    private Release deploy(ImageDigest image, ReleaseStatus status, Duration ago) {
      Slug slug = new Slug(image, List.of(), new TreeMap<>(), "Node.js", "c0ffee");
      Release release =
          stores.releases.record(
              app, new ReleaseDraft.NewSlug(slug, "me", "Deploy"), NOW.minus(ago));
      stores.releases.status(release.id(), status, NOW.minus(ago));
      return release;
    }

    private Release live(Duration ago) {
      return deploy(newImage(), new ReleaseStatus.Succeeded(), ago);
    }

    private int collect(int newest) {
      return stores.releases.collect(app, newest, NOW.minus(MONTH));
    }

    private Set<ReleaseVersion> versions(Release... releases) {
      return Stream.of(releases).map(Release::version).collect(Collectors.toSet());
    }

    private boolean needed(Release release) {
      return stores.releases.needs(release.slug().orElseThrow().image());
    }

    @Test
    void whatIsOldAndNotAmongTheNewestGivesUpItsImage() {
      Release old = live(Duration.ofDays(90));
      Release kept = live(Duration.ofDays(60));
      Release current = live(Duration.ofDays(40));

      assertEquals(1, collect(2));
      assertEquals(versions(old), stores.releases.collected(app));
      assertFalse(needed(old));
      assertTrue(needed(kept));
      assertTrue(needed(current));
      assertEquals(0, collect(2), "once");
    }

    @Test
    void whatIsYoungKeepsItsImageHoweverManyCameAfter() {
      live(Duration.ofDays(29));
      live(Duration.ofDays(2));
      live(Duration.ofDays(1));

      assertEquals(0, collect(1));
    }

    @Test
    void whatServesKeepsItsImageHoweverOldAndWhateverFailedAfter() {
      Release serving = live(Duration.ofDays(400));
      Release failed = deploy(newImage(), new ReleaseStatus.Failed("no"), Duration.ofDays(2));
      deploy(newImage(), new ReleaseStatus.Failed("no"), Duration.ofDays(1));

      assertEquals(1, collect(1));
      assertEquals(versions(failed), stores.releases.collected(app));
      assertTrue(needed(serving));
    }

    @Test
    void whatFailedLastKeepsItsImageForARetry() {
      live(Duration.ofDays(3));
      Release failed = deploy(newImage(), new ReleaseStatus.Failed("no TOKEN"), Duration.ofDays(2));
      stores.releases.record(
          app,
          new ReleaseDraft.ConfigChange(
              Map.of(new ConfigKey("TOKEN"), Optional.of("x")), "me", "Set TOKEN config vars"),
          NOW);

      assertEquals(0, collect(1));
      assertTrue(needed(failed));
      ReleaseDraft again = new ReleaseDraft.Again(failed.version(), "me", "Retry of v3");
      assertEquals(failed.slug(), stores.releases.record(app, again, NOW).slug());
    }

    @Test
    void aFailedReleaseOutOfRetentionGivesUpItsImage() {
      Release failed = deploy(newImage(), new ReleaseStatus.Failed("no"), Duration.ofDays(60));
      live(Duration.ofDays(50));

      assertEquals(1, collect(1));
      assertEquals(versions(failed), stores.releases.collected(app));
    }

    @Test
    void aBuildThatIsGoneIsNotReleasedAgain() {
      Release gone = deploy(newImage(), new ReleaseStatus.Failed("no"), Duration.ofDays(2));
      Release kept = deploy(newImage(), new ReleaseStatus.Failed("no"), Duration.ofDays(1));
      assertEquals(1, collect(1));

      ReleaseDraft again = new ReleaseDraft.Again(gone.version(), "me", "Retry of v2");
      Rejected refusal =
          assertThrows(Rejected.class, () -> stores.releases.record(app, again, NOW));

      assertTrue(refusal.getMessage().endsWith("or push its commit again."), refusal.getMessage());
      assertEquals(
          kept.version(), stores.releases.latest(app).orElseThrow().version(), "recorded nothing");
    }

    @Test
    void whatIsOnItsWayKeepsItsImage() {
      live(Duration.ofDays(50));
      Release rolling = deploy(newImage(), new ReleaseStatus.Rolling(), Duration.ofDays(40));

      assertEquals(0, collect(1));
      assertTrue(needed(rolling));
    }

    @Test
    void anImageThatAKeptReleaseSharesStays() {
      ImageDigest shared = newImage();
      deploy(shared, new ReleaseStatus.Succeeded(), Duration.ofDays(90));
      Release other = live(Duration.ofDays(80));
      deploy(shared, new ReleaseStatus.Succeeded(), Duration.ofDays(70));

      assertEquals(1, collect(1));
      assertEquals(versions(other), stores.releases.collected(app));
      assertTrue(stores.releases.needs(shared));
    }

    @Test
    void anImageThatAnotherAppsReleaseHasIsNeeded() {
      Release old = live(Duration.ofDays(90));
      live(Duration.ofDays(40));
      AppId other = stores.newApp().id();
      stores.releases.record(
          other, new ReleaseDraft.NewSlug(old.slug().orElseThrow(), "me", "Deploy"), NOW);

      assertEquals(1, collect(1));
      assertTrue(needed(old));
    }

    @Test
    void aReleaseWhoseImageIsGoneStaysListedButIsNotGoneBackTo() {
      Release old = live(Duration.ofDays(90));
      live(Duration.ofDays(40));
      collect(1);

      ReleaseDraft back = new ReleaseDraft.Rollback(old.version(), "me", "Rollback");
      Rejected refusal = assertThrows(Rejected.class, () -> stores.releases.record(app, back, NOW));
      assertTrue(refusal.getMessage().startsWith("v2's image is gone"), refusal.getMessage());
      assertTrue(stores.releases.find(app, old.version()).isPresent());
    }
  }
}
