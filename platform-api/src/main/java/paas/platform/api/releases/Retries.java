package paas.platform.api.releases;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import paas.platform.api.BuildAccess;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.release.Release;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;

/**
 * Releases a build again, with the latest config: its release phase runs again. Returns once it is
 * recorded.
 */
@Singleton
final class Retries {
  private static final int LONGEST = 200;

  private final ReleaseStore releases;
  private final BuildAccess builds;
  private final Fleet fleet;
  private final Journal journal;
  private final InstantSource clock;

  Retries(
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

  Release perform(AppCall call, Release of, Optional<String> description) {
    requireImage(of);
    String said = description.map(Retries::checked).orElse("Retry of " + of.version());
    String by = call.user().email().value();
    Release release =
        releases.record(
            call.app().id(), new ReleaseDraft.Again(of.version(), by, said), clock.instant());
    journal.event(call.app().id(), said + " by user " + by);
    journal.event(call.app().id(), "Release " + release.version() + " created by user " + by);
    fleet.wake(call.app().id());
    return release;
  }

  /** Before anything is recorded; one that was given up is refused where it would be. */
  private void requireImage(Release of) {
    of.slug()
        .filter(slug -> !builds.hasImage(slug.image()))
        .ifPresent(slug -> {
          throw Rejected.conflict(
              "Cannot release the build of "
                  + of.version()
                  + " again: its image is no longer on this machine. Push"
                  + (slug.commit().isEmpty() ? " or deploy it" : " its commit " + slug.commit())
                  + " again.");
        });
  }

  private static String checked(String description) {
    if (description.isBlank()
        || description.length() > LONGEST
        || description.chars().anyMatch(Character::isISOControl)) {
      throw Rejected.invalid(
          "'description' must be one line of 1 to " + LONGEST + " characters: shorten it.");
    }
    return description;
  }
}
