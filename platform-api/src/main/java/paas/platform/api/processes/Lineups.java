package paas.platform.api.processes;

import jakarta.inject.Singleton;
import java.util.Optional;
import paas.platform.app.App;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.store.FormationStore;
import paas.platform.store.ReleaseStore;

/** Reads an app's lineup: of the newest release that has not failed, for it may bring new types. */
@Singleton
final class Lineups {
  private final FormationStore formations;
  private final ReleaseStore releases;

  Lineups(FormationStore formations, ReleaseStore releases) {
    this.formations = formations;
    this.releases = releases;
  }

  Lineup of(App app) {
    Optional<Release> release =
        releases
            .latest(app.id())
            .filter(latest -> !(latest.status() instanceof ReleaseStatus.Failed))
            .or(() -> releases.serving(app.id()));
    return new Lineup(app, formations.of(app.id()), release.flatMap(Release::slug));
  }
}
