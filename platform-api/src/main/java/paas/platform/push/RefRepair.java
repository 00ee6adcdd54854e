package paas.platform.push;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.deploy.Deployer;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.Slug;
import paas.platform.store.AppStore;
import paas.platform.store.ReleaseStore;

/**
 * Puts branches right after a kill: where a push was cut off after its release was recorded, the
 * branch moves if that release went live, as git would have moved it.
 */
public final class RefRepair {
  private static final Logger LOG = LoggerFactory.getLogger(RefRepair.class);
  private static final Duration LONGEST_ROLL_OUT = Duration.ofHours(2);
  private static final int RELEASES_LOOKED_AT = 20;

  private final AppStore apps;
  private final ReleaseStore releases;
  private final Deployer deployer;
  private final Repositories repositories;

  public RefRepair(
      AppStore apps, ReleaseStore releases, Deployer deployer, Repositories repositories) {
    this.apps = apps;
    this.releases = releases;
    this.deployer = deployer;
    this.repositories = repositories;
  }

  /** Call once, after the deployer started. A release that is still rolling is waited for. */
  public void start() {
    apps.all().stream()
        .map(App::id)
        .filter(repositories::exists)
        .forEach(id -> Thread.ofVirtual().name("ref-repair-" + id).start(() -> repair(id)));
  }

  private void repair(AppId app) {
    try (Repository repository = repositories.open(app)) {
      for (var marker : PushMarker.all(repository).entrySet()) {
        repair(app, repository, marker.getKey(), marker.getValue());
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("The branches of app {} could not be checked", app, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void repair(AppId app, Repository repository, String branch, ObjectId commit)
      throws IOException, InterruptedException {
    Optional<Release> release = releaseOf(app, commit.name());
    if (release.isPresent() && wentLive(release.get())) {
      PushMarker.force(repository, Constants.R_HEADS + branch, commit);
      LOG.info(
          "Branch {} of app {} now names the commit of {}", branch, app, release.get().version());
    }
    PushMarker.clear(repository, branch);
  }

  private Optional<Release> releaseOf(AppId app, String commit) {
    return releases.list(app, true, RELEASES_LOOKED_AT, Optional.empty()).stream()
        .filter(r -> r.slug().map(Slug::commit).filter(commit::equals).isPresent())
        .findFirst();
  }

  private boolean wentLive(Release release) throws InterruptedException {
    return deployer.await(
            release.id(),
            LONGEST_ROLL_OUT,
            () -> releases.find(release.id()).map(Release::status).orElse(release.status()))
        instanceof ReleaseStatus.Succeeded;
  }
}
