package paas.platform.sync;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import paas.platform.git.CommitBuilds;
import paas.platform.git.Fetches;
import paas.platform.git.Repositories;
import paas.platform.intake.Way;
import paas.platform.store.AppRoles;
import paas.platform.store.BuildQueue;
import paas.platform.store.GitStore;

/** Puts syncs together. */
@Factory
final class SyncFactory {
  @Singleton
  Readers readers(AppRoles roles, GitStore accounts) {
    return new Readers(roles, accounts);
  }

  @Singleton
  Way syncs(
      Repositories repositories,
      Fetches fetches,
      CommitBuilds builds,
      BuildQueue queue,
      Readers readers) {
    return new SyncWay(repositories, fetches, builds, queue, readers);
  }
}
