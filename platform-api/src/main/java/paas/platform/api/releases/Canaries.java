package paas.platform.api.releases;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import paas.platform.api.BuildAccess;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.deploy.CanaryRoom;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.release.Canary;
import paas.platform.release.Percent;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.platform.store.CanaryStore;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;

/** Starts and ends canaries: stored, told to the app's log, and the loop woken. */
@Singleton
final class Canaries {
  private final ReleaseStore releases;
  private final CanaryStore canaries;
  private final CanaryRoom room;
  private final BuildAccess builds;
  private final Fleet fleet;
  private final Journal journal;
  private final InstantSource clock;

  Canaries(
      ReleaseStore releases,
      CanaryStore canaries,
      CanaryRoom room,
      BuildAccess builds,
      Fleet fleet,
      Journal journal,
      InstantSource clock) {
    this.releases = releases;
    this.canaries = canaries;
    this.room = room;
    this.builds = builds;
    this.fleet = fleet;
    this.journal = journal;
    this.clock = clock;
  }

  /** A new release with that one's build and the config of now. */
  Canary start(AppCall call, Release of, Percent percent, boolean force) {
    requireAnother(call, of);
    requireImage(call, of);
    canaries
        .of(call.app().id())
        .ifPresent(other -> {
          throw Rejected.conflict(other.inTheWay());
        });
    room.require(call.app().id(), percent, force);
    String by = call.user().email().value();
    ReleaseDraft draft =
        new ReleaseDraft.Tried(
            new ReleaseDraft.Again(of.version(), by, "Canary of " + of.version()), percent);
    Release release = releases.record(call.app().id(), draft, clock.instant());
    journal.event(
        call.app().id(),
        "Release %s created by user %s: %s as a canary, which is to get %s of the requests"
            .formatted(release.version(), by, of.version(), percent));
    fleet.wake(call.app().id());
    return new Canary(
        call.app().id(), release.id(), release.version(), percent, Canary.Stage.STARTING);
  }

  private void requireAnother(AppCall call, Release of) {
    if (of.status().pending()) {
      throw Rejected.conflict(of.version() + " is on its way to be live already.");
    }
    Optional<ReleaseVersion> serving = releases.serving(call.app().id()).map(Release::version);
    if (serving.equals(Optional.of(of.version()))) {
      throw Rejected.invalid(
          of.version() + " is live already: choose another, see `paas releases`.");
    }
  }

  private void requireImage(AppCall call, Release of) {
    of.slug()
        .filter(slug ->
            releases.collected(call.app().id()).contains(of.version())
                || !builds.hasImage(slug.image()))
        .ifPresent(slug -> {
          throw Rejected.conflict(
              of.version()
                  + "'s image is no longer on this machine: choose another release, or push its"
                  + " commit again with git push -o canary=10.");
        });
  }

  Canary weigh(AppCall call, Percent percent, boolean force) {
    if (canaries.of(call.app().id()).isPresent()) {
      room.require(call.app().id(), percent, force);
    }
    Canary canary = canaries.weigh(call.app().id(), percent);
    tell(call, "Canary %s is to get %s of the requests".formatted(canary.version(), percent));
    return canary;
  }

  Canary promote(AppCall call) {
    Canary canary = canaries.promote(call.app().id());
    tell(call, "Promote canary " + canary.version());
    return new Canary(
        canary.app(), canary.release(), canary.version(), canary.percent(), Canary.Stage.PROMOTED);
  }

  Canary abort(AppCall call) {
    ReleaseStatus.Failed aborted = ReleaseStatus.Failed.abortedBy(call.user().email().value());
    Canary canary = canaries.abort(call.app().id(), aborted, clock.instant());
    fleet.ended(canary.release(), aborted);
    tell(call, "Abort canary " + canary.version());
    return canary;
  }

  private void tell(AppCall call, String what) {
    journal.event(call.app().id(), what + " by user " + call.user().email());
    fleet.reroute(List.of(call.app().id()));
  }
}
