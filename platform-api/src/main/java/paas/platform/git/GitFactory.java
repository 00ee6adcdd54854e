package paas.platform.git;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import paas.platform.app.PlatformSettings;
import paas.platform.build.Builds;
import paas.platform.outbound.Outbound;
import paas.platform.store.GitStore;

/** Puts the repositories and what fetches into them together. */
@Factory
final class GitFactory {
  @Singleton
  Repositories repositories(PlatformSettings platform) {
    return new Repositories(platform.home().resolve("git"));
  }

  @Singleton
  Fetches fetches(Outbound outbound) {
    return new Fetches(outbound);
  }

  @Singleton
  Submodules submodules(
      Repositories repositories, Fetches fetches, Outbound outbound, GitStore accounts) {
    return new Submodules(repositories, fetches, outbound, accounts::login);
  }

  @Singleton
  CommitBuilds builds(Builds builds, Submodules submodules) {
    return new CommitBuilds(builds, submodules);
  }
}
