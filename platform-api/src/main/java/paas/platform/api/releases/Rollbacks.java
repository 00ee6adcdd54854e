package paas.platform.api.releases;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import paas.platform.api.BuildAccess;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.release.Release;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;

/**
 * Goes back: a new release with an older one's image and config, if it is still there. Returns once
 * it is recorded.
 */
@Singleton
final class Rollbacks {
  private final ReleaseStore releases;
  private final BuildAccess builds;
  private final Fleet fleet;
  private final Journal journal;
  private final InstantSource clock;

  Rollbacks(
      ReleaseStore releases,
      BuildAccess builds,
      Fleet fleet,
      Journal journal,
      InstantSource clock) {
    this.releases = releases;
    this.builds = builds;
    this.fleet = fleet;
    this.journal = journal;
    this.clock = clock;
  }

  Release perform(AppCall call, Release to) {
    if (!to.eligibleForRollback()) {
      throw Rejected.invalid(
          "Cannot roll back to "
              + to.version()
              + ": it never went live with a build. `paas releases` shows those that did.");
    }
    to.slug()
        .filter(slug -> !builds.hasImage(slug.image()))
        .ifPresent(slug -> {
          throw Rejected.conflict(
              "Cannot roll back to "
                  + to.version()
                  + ": its image is no longer on this machine. Choose another release, or push its"
                  + " commit"
                  + (slug.commit().isEmpty() ? "" : " " + slug.commit())
                  + " again.");
        });
    String by = call.user().email().value();
    ReleaseDraft draft = new ReleaseDraft.Rollback(to.version(), by, "Rollback to " + to.version());
    Release release = releases.record(call.app().id(), draft, clock.instant());
    journal.event(call.app().id(), "Rollback to " + to.version() + " by user " + by);
    journal.event(call.app().id(), "Release " + release.version() + " created by user " + by);
    fleet.wake(call.app().id());
    return release;
  }
}
