package paas.platform.intake;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import paas.platform.app.PlatformSettings;
import paas.platform.build.Builds;
import paas.platform.build.ImageBuilds;
import paas.platform.cron.CronDesk;
import paas.platform.deploy.CanaryRoom;
import paas.platform.deploy.Deployer;
import paas.platform.deploy.Journal;
import paas.platform.deploy.Postdeploy;
import paas.platform.deploy.Progress;
import paas.platform.inspect.Inspector;
import paas.platform.outbound.Outbound;
import paas.platform.store.AppRoles;
import paas.platform.store.AppStore;
import paas.platform.store.AutoscaleStore;
import paas.platform.store.BuildQueue;
import paas.platform.store.CanaryStore;
import paas.platform.store.FormationStore;
import paas.platform.store.RecipeStore;
import paas.platform.store.ReleaseStore;
import paas.platform.store.TokenStore;
import paas.platform.store.UserStore;

/** Puts the one way in together. */
@Factory
final class IntakeFactory {
  @Singleton
  @Bean(preDestroy = "close")
  Ends ends(Builds builds) {
    return new Ends(builds::fail);
  }

  @Singleton
  Deploys deploys(
      Builds builds,
      ReleaseStore releases,
      Deployer deployer,
      Progress progress,
      Journal journal,
      PlatformSettings platform,
      Postdeploy postdeploy,
      RecipeStore recipes,
      CanaryStore canaries,
      CanaryRoom room,
      FormationStore formations,
      AutoscaleStore autoscales,
      Inspector inspector,
      CronDesk cron,
      Ends ends) {
    return new Deploys(
        builds,
        releases,
        deployer,
        progress,
        journal,
        platform,
        new StrictCheck(app -> recipes.of(app).check(), inspector::glance),
        new CanaryCheck(
            canaries::of,
            app -> releases.serving(app).isPresent(),
            (app, percent) -> room.require(app, percent, false)),
        new Afterwards(
            postdeploy,
            inspector,
            formations,
            autoscales,
            app -> !cron.list(app).isEmpty(),
            platform),
        ends);
  }

  @Singleton
  Uploads uploads(PlatformSettings platform, Clock clock) {
    return new Uploads(platform.home().resolve("uploads"), clock);
  }

  @Singleton
  Way archives(Builds builds, Uploads uploads, Outbound outbound) {
    return new ArchiveWay(builds, uploads, outbound);
  }

  @Singleton
  Way images(ImageBuilds images, Uploads uploads) {
    return new ImageWay(images, uploads);
  }

  @Singleton
  @Bean(preDestroy = "close")
  DeployQueue queue(
      BuildQueue store,
      AppStore apps,
      Builds builds,
      Deploys deploys,
      Uploads uploads,
      List<Way> ways,
      UserStore users,
      TokenStore tokens,
      AppRoles roles,
      Ends ends,
      Clock clock) {
    Askers askers = new Askers(users, tokens, roles);
    return new DeployQueue(store, apps, builds, deploys, uploads, ways, askers, ends, clock);
  }
}
