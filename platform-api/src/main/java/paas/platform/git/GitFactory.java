package paas.platform.git;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import paas.platform.app.PlatformSettings;
import paas.platform.build.Builds;
import paas.platform.outbound.Outbound;
import paas.platform.pack.PackIntake;
import paas.platform.pack.PackLimits;
import paas.platform.store.GitStore;

/** Puts the repositories and what fetches into them together. */
@Factory
final class GitFactory {
  /** What is larger than a commit or a tree may be is never whole in the heap, JGit permitting. */
  @Singleton
  Repositories repositories(PlatformSettings platform) {
    WindowCacheConfig cache = new WindowCacheConfig();
    cache.setStreamFileThreshold(PackLimits.NO_BLOB + 1);
    cache.install();
    Repositories repositories = new Repositories(platform.home().resolve("git"));
    repositories.removeStaleLocks();
    return repositories;
  }

  /** On the file system of the repositories. */
  @Singleton
  PackIntake packs(PlatformSettings platform) {
    PackIntake packs = new PackIntake(platform.home().resolve("git").resolve("incoming"));
    packs.removeLeftovers();
    return packs;
  }

  @Singleton
  Fetches fetches(Outbound outbound, PackIntake packs) {
    return new Fetches(outbound, packs);
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
