package paas.platform.push;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.deploy.Deployer;
import paas.platform.deploy.Outcome;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.platform.store.AppStore;
import paas.platform.store.ReleaseStore;

/** The commits that the stored releases were built from. */
final class ReleasedCommits implements LiveCommits {
  private static final Duration LONGEST_ROLL_OUT = Duration.ofHours(2);
  private static final int RELEASES_LOOKED_AT = 20;

  private final AppStore apps;
  private final ReleaseStore releases;
  private final Deployer deployer;

  ReleasedCommits(AppStore apps, ReleaseStore releases, Deployer deployer) {
    this.apps = apps;
    this.releases = releases;
    this.deployer = deployer;
  }

  @Override
  public List<AppId> apps() {
    return apps.all().stream().map(App::id).toList();
  }

  @Override
  public boolean wentLive(AppId app, ObjectId commit) throws InterruptedException {
    Optional<Release> release = releaseOf(app, commit.name());
    return release.isPresent() && wentLive(release.get());
  }

  private Optional<Release> releaseOf(AppId app, String commit) {
    return releases.list(app, true, RELEASES_LOOKED_AT, Optional.empty()).stream()
        .filter(r -> r.slug().map(Slug::commit).filter(commit::equals).isPresent())
        .findFirst();
  }

  private boolean wentLive(Release release) throws InterruptedException {
    Outcome outcome =
        deployer.await(
            release.id(),
            LONGEST_ROLL_OUT,
            () -> releases.find(release.id()).map(Release::status).orElse(release.status()));
    return outcome instanceof Outcome.Live || outcome instanceof Outcome.Tried;
  }
}
