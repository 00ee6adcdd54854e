package paas.platform.push;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.collect.StockedImages;
import paas.platform.git.RepositoryLocks;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.Slug;

/**
 * Puts deploy branches back that name the commit of a canary which was not kept, or one whose image
 * is gone. Git would send such a commit no second time: to it everything is up-to-date.
 */
final class TriedBranches {
  private static final Logger LOG = LoggerFactory.getLogger(TriedBranches.class);

  private final Function<AppId, List<Release>> newest;
  private final Function<AppId, List<Release>> all;
  private final StockedImages stocked;
  private final RepositoryLocks locks;

  /**
   * @param newest an app's last few releases, the newest first
   * @param all all of them, asked for only when the last few make it look as if a branch is to move
   * @param stocked the images that releases can be run of
   */
  TriedBranches(
      Function<AppId, List<Release>> newest,
      Function<AppId, List<Release>> all,
      StockedImages stocked,
      RepositoryLocks locks) {
    this.newest = newest;
    this.all = all;
    this.stocked = stocked;
    this.locks = locks;
  }

  /**
   * To the commit that went live last and still can run; there is none before the first push that
   * did.
   */
  void putBack(App app, Repository repository) throws IOException {
    List<Release> last = newest.apply(app.id());
    for (Ref branch : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
      Optional<ObjectId> commit = Optional.ofNullable(branch.getObjectId());
      String name = Repository.shortenRefName(branch.getName());
      if (app.settings().deploys(name) && commit.filter(c -> isNotKept(last, c)).isPresent()) {
        putBack(app, repository, branch.getName(), commit.get());
      }
    }
  }

  private void putBack(App app, Repository repository, String branch, ObjectId from)
      throws IOException {
    List<Release> known = all.apply(app.id());
    if (!isNotKept(known, from)) {
      return;
    }
    try (RepositoryLocks.Hold _ = locks.use(app.id())) {
      RefUpdate.Result result = putBack(known, repository, branch, from);
      LOG.info(
          "{} of app {} names {}, which is not kept: put back, {}",
          branch,
          app.name(),
          from.name(),
          result);
    }
  }

  /** There are releases of it, and none is under way or could be run. */
  private boolean isNotKept(List<Release> known, ObjectId commit) {
    List<Release> ofCommit =
        known.stream().filter(release -> commit(release).equals(Optional.of(commit))).toList();
    return !ofCommit.isEmpty()
        && ofCommit.stream().noneMatch(release -> release.status().pending() || runs(release));
  }

  private boolean runs(Release release) {
    return release.status() instanceof ReleaseStatus.Succeeded
        && release.slug().map(Slug::image).filter(stocked::has).isPresent();
  }

  private static Optional<ObjectId> commit(Release release) {
    return release.slug().map(Slug::commit).filter(ObjectId::isId).map(ObjectId::fromString);
  }

  /** Unless a push has moved it meanwhile. */
  private RefUpdate.Result putBack(
      List<Release> known, Repository repository, String branch, ObjectId from) throws IOException {
    RefUpdate update = repository.updateRef(branch);
    update.setExpectedOldObjectId(from);
    update.setForceUpdate(true);
    Optional<ObjectId> live = live(known, repository);
    live.ifPresent(update::setNewObjectId);
    return live.isPresent() ? update.update() : update.delete();
  }

  private Optional<ObjectId> live(List<Release> known, Repository repository) throws IOException {
    for (Release release : known) {
      Optional<ObjectId> commit = commit(release);
      if (commit.isPresent() && runs(release) && repository.getObjectDatabase().has(commit.get())) {
        return commit;
      }
    }
    return Optional.empty();
  }
}
