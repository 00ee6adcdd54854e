package paas.platform.push;

import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.AppId;
import paas.platform.git.Repositories;

/**
 * Puts branches right after a kill: where a push was cut off after its release was recorded, the
 * branch moves if that release went live, as git would have moved it.
 */
public final class RefRepair {
  private static final Logger LOG = LoggerFactory.getLogger(RefRepair.class);

  private final LiveCommits live;
  private final Repositories repositories;

  RefRepair(LiveCommits live, Repositories repositories) {
    this.live = live;
    this.repositories = repositories;
  }

  /** Call once, after the deployer started. A release that is still rolling is waited for. */
  public void start() {
    live.apps().stream()
        .filter(repositories::exists)
        .forEach(id -> Thread.ofVirtual().name("ref-repair-" + id).start(() -> repair(id)));
  }

  /** One app's branches; returns when all are right. */
  void repair(AppId app) {
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
    boolean wentLive = live.wentLive(app, commit);
    boolean noLaterPush = commit.equals(PushMarker.all(repository).get(branch));
    if (wentLive && noLaterPush) {
      PushMarker.force(repository, Constants.R_HEADS + branch, commit);
      LOG.info("Branch {} of app {} now names {}, which is live", branch, app, commit.name());
    }
    PushMarker.clear(repository, branch, commit);
  }
}
