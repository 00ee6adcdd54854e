package paas.platform.sync;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import paas.platform.git.CommitBuilds;
import paas.platform.git.Fetches;
import paas.platform.git.Repositories;
import paas.platform.intake.Way;
import paas.platform.store.BuildQueue;
import paas.platform.store.GitStore;

/** Puts syncs together. */
@Factory
final class SyncFactory {
  @Singleton
  Way syncs(
      Repositories repositories,
      Fetches fetches,
      CommitBuilds builds,
      BuildQueue queue,
      GitStore accounts) {
    return new SyncWay(repositories, fetches, builds, queue, accounts);
  }
}
