package paas.platform.intake;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import paas.platform.app.PlatformSettings;
import paas.platform.build.Builds;
import paas.platform.deploy.Deployer;
import paas.platform.deploy.Journal;
import paas.platform.deploy.Progress;
import paas.platform.store.ReleaseStore;

/** Puts the one way in together. */
@Factory
final class IntakeFactory {
  @Singleton
  Deploys deploys(
      Builds builds,
      ReleaseStore releases,
      Deployer deployer,
      Progress progress,
      Journal journal,
      PlatformSettings platform) {
    return new Deploys(builds, releases, deployer, progress, journal, platform);
  }
}
