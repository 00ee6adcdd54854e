package paas.platform.sync;

import java.util.Optional;
import paas.platform.app.App;
import paas.platform.git.CommitBuilds;
import paas.platform.git.Fetches;
import paas.platform.git.Repositories;
import paas.platform.intake.Way;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildQueue;
import paas.platform.store.QueuedBuild;

/** Deploys of what foreign repositories hold at the moment of their turn. */
final class SyncWay implements Way {
  private final Repositories repositories;
  private final Fetches fetches;
  private final CommitBuilds builds;
  private final BuildQueue queue;
  private final Readers readers;

  SyncWay(
      Repositories repositories,
      Fetches fetches,
      CommitBuilds builds,
      BuildQueue queue,
      Readers readers) {
    this.repositories = repositories;
    this.fetches = fetches;
    this.builds = builds;
    this.queue = queue;
    this.readers = readers;
  }

  @Override
  public Optional<Arrival> arrival(App app, QueuedBuild queued) {
    return queued.order() instanceof BuildOrder.Sync order
        ? Optional.of(arrival(new Sync(app, order, repositories, fetches, builds, queue, readers)))
        : Optional.empty();
  }

  private static Arrival arrival(Sync sync) {
    return new Arrival(sync, sync);
  }
}
