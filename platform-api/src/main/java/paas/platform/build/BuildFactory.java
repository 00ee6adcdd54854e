package paas.platform.build;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import paas.builder.BuildLimits;
import paas.builder.Builder;
import paas.builder.BuilderSettings;
import paas.platform.app.PlatformSettings;
import paas.platform.formation.SizeCheck;
import paas.platform.store.BuildStore;
import paas.platform.store.RecipeStore;
import paas.platform.store.ReleaseStore;
import paas.runner.docker.HostWall;
import paas.runner.engine.Engine;

/** Puts builds together. */
@Factory
final class BuildFactory {
  @Singleton
  @Bean(preDestroy = "close")
  Builder builder(Engine engine, PlatformSettings platform, HostWall wall) {
    return new Builder(
        engine, settings(platform), Clock.systemUTC(), () -> wall.holdDefaultBridge()::close);
  }

  private static BuilderSettings settings(PlatformSettings platform) {
    Path home = platform.home();
    return BuilderSettings.of(
            platform.id(),
            StackFile.image(home.resolve("stack.json")),
            home.resolve("tmp"),
            Path.of(System.getProperty("paas.buildpacks", "buildpacks")))
        .with(System.getenv());
  }

  @Singleton
  ImageBuilds images(Builder builder, BuildJournal journal, FreshImages fresh) {
    return new ImageBuilds(builder, journal, fresh, BuildLimits.from(System.getenv()));
  }

  @Singleton
  FreshImages fresh() {
    return new FreshImages(Clock.systemUTC());
  }

  @Singleton
  BuildLog logs(PlatformSettings platform) {
    return new BuildLog(platform.home().resolve("builds"));
  }

  @Singleton
  Builds builds(
      Builder builder,
      BuildStore store,
      ReleaseStore releases,
      RecipeStore recipes,
      FreshImages fresh,
      BuildJournal journal,
      BuildLog logs,
      SizeCheck sizes) {
    return new Builds(
        builder,
        store,
        releases,
        recipes,
        fresh,
        journal,
        logs,
        sizes,
        BuildLimits.from(System.getenv()),
        Clock.systemUTC());
  }
}
