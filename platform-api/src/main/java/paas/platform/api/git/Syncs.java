package paas.platform.api.git;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import paas.platform.api.BuildAccess;
import paas.platform.api.guard.AppCall;
import paas.platform.app.App;
import paas.platform.fault.Rejected;
import paas.platform.git.Reference;
import paas.platform.outbound.Outbound;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildQueue;
import paas.platform.store.BuildRecord;
import paas.platform.store.GitSource;
import paas.platform.store.GitStore;
import paas.platform.store.QueuedBuild;

/** Puts syncs in line. */
@Singleton
final class Syncs {
  private final GitStore git;
  private final BuildQueue queue;
  private final BuildAccess builds;
  private final Outbound outbound;
  private final InstantSource clock;

  Syncs(
      GitStore git, BuildQueue queue, BuildAccess builds, Outbound outbound, InstantSource clock) {
    this.git = git;
    this.queue = queue;
    this.builds = builds;
    this.outbound = outbound;
    this.clock = clock;
  }

  /** Checks where the app is to come from, and remembers that the caller said so. */
  void remember(AppCall call, String url, String reference) {
    String admitted = outbound.admit(url).toString();
    git.source(
        call.app().id(),
        admitted,
        new Reference(reference).name(),
        call.user().id(),
        clock.instant());
  }

  /** A build of what the repository holds when its turn comes. */
  BuildRecord order(App app, String by) {
    return builds.order(app, order(app), "", by);
  }

  /** The same, but one that waits in line already, and has not begun, is as good. */
  BuildRecord orderOnce(App app, String by) {
    BuildOrder wanted = order(app);
    Optional<BuildRecord> waiting =
        queue.of(app.id()).stream()
            .filter(queued -> queued.order().equals(wanted))
            .map(QueuedBuild::build)
            .filter(build -> build.commit().isEmpty() && !builds.underWay(build.id()))
            .findFirst();
    return waiting.orElseGet(() -> builds.order(app, wanted, "", by));
  }

  private BuildOrder order(App app) {
    GitSource source =
        git.source(app.id())
            .orElseThrow(() ->
                Rejected.invalid(
                    "The app is synced from nowhere yet: name its repository with"
                        + " `paas git:sync URL#BRANCH`."));
    return new BuildOrder.Sync(source.url(), source.reference(), source.user());
  }
}
