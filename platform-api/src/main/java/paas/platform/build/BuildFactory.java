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
import paas.platform.store.BuildStore;
import paas.platform.store.ReleaseStore;
import paas.runner.engine.Engine;

/** Puts builds together. */
@Factory
final class BuildFactory {
  @Singleton
  @Bean(preDestroy = "close")
  Builder builder(Engine engine, PlatformSettings platform) {
    Path home = platform.home();
    return new Builder(
        engine,
        BuilderSettings.of(
            platform.id(),
            StackFile.image(home.resolve("stack.json")),
            home,
            Path.of(System.getProperty("paas.buildpacks", "buildpacks")),
            System.getenv()),
        Clock.systemUTC());
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
      BuildJournal journal,
      BuildLog logs) {
    return new Builds(
        builder,
        store,
        releases,
        journal,
        logs,
        BuildLimits.from(System.getenv()),
        Clock.systemUTC());
  }
}
