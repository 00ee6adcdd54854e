package paas.platform.push;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import paas.platform.collect.Collectable;
import paas.platform.collect.StockedImages;
import paas.platform.deploy.Deployer;
import paas.platform.git.CommitBuilds;
import paas.platform.git.Repositories;
import paas.platform.intake.Deploys;
import paas.platform.pack.PackIntake;
import paas.platform.store.AppStore;
import paas.platform.store.CollaboratorStore;
import paas.platform.store.ReleaseStore;

/** Puts git intake together. */
@Factory
final class PushFactory {
  private static final int RELEASES_LOOKED_AT = 20;

  @Singleton
  PushDeploy deploy(Deploys deploys, CommitBuilds builds) {
    return new PushDeploy(deploys, builds);
  }

  @Singleton
  GitService git(
      AppStore apps,
      CollaboratorStore collaborators,
      Repositories repositories,
      PackIntake packs,
      PushDeploy deploy,
      ReleaseStore releases,
      StockedImages images,
      Deployer deployer) {
    return new GitService(
        apps,
        new AppAccess(collaborators),
        repositories,
        packs,
        deploy,
        new TriedBranches(
            app -> releases.list(app, true, RELEASES_LOOKED_AT, Optional.empty()),
            app -> releases.list(app, true, Integer.MAX_VALUE, Optional.empty()),
            images,
            repositories.locks()),
        deployer,
        Clock.systemUTC());
  }

  @Singleton
  Collectable tidying(Repositories repositories, AppStore apps) {
    return new TidyRepositories(repositories, apps, Clock.systemUTC());
  }

  @Singleton
  RefRepair repair(
      AppStore apps, ReleaseStore releases, Deployer deployer, Repositories repositories) {
    return new RefRepair(new ReleasedCommits(apps, releases, deployer), repositories);
  }
}
