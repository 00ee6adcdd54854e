package paas.platform.collect;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import paas.builder.BuildKitStock;
import paas.builder.Builder;
import paas.builder.CacheStock;
import paas.builder.RuntimeStock;
import paas.builder.image.ImageStock;
import paas.platform.app.PlatformSettings;
import paas.platform.build.BuildJournal;
import paas.platform.build.BuildLog;
import paas.platform.build.FreshImages;
import paas.platform.store.AppStore;
import paas.platform.store.BuildStore;
import paas.platform.store.ReleaseStore;
import paas.runner.engine.Engine;

/** Puts the collector together. */
@Factory
final class CollectFactory {
  @Singleton
  Retention retention(PropertyResolver settings) {
    return Retention.from(settings);
  }

  @Singleton
  ImageStock images(Engine engine, PlatformSettings platform) {
    return new ImageStock(engine, platform.id());
  }

  @Singleton
  StockedImages stocked(ImageStock stock) {
    return image -> stock.has(image.value());
  }

  @Singleton
  Collectable released(
      AppStore apps,
      ReleaseStore releases,
      FreshImages fresh,
      ImageStock stock,
      Retention retention) {
    return new ReleasedImages(apps, releases, fresh, stock, retention, Clock.systemUTC());
  }

  @Singleton
  Collectable caches(
      AppStore apps, Engine engine, PlatformSettings platform, ImageStock images, Builder builder) {
    return new LeftCaches(apps, new CacheStock(engine, platform.id()), images, builder);
  }

  @Singleton
  Unused unused(PropertyResolver settings) {
    return Unused.from(settings);
  }

  @Singleton
  Collectable runtimes(Engine engine, PlatformSettings platform, FreshImages fresh, Unused unused) {
    var stock = new RuntimeStock(engine, platform.id());
    return new OldRuntimes(stock, fresh, unused, Clock.systemUTC());
  }

  @Singleton
  Collectable buildKit(Engine engine, FreshImages fresh, Unused unused) {
    var stock = new BuildKitStock(engine);
    return new BuildKitCache(stock::prune, fresh, unused, Clock.systemUTC());
  }

  @Singleton
  Collectable outputs(BuildLog outputs, BuildStore builds, Retention retention) {
    return new OldOutputs(outputs, builds, retention, Clock.systemUTC());
  }

  @Singleton
  @Bean(preDestroy = "close")
  Collector collector(List<Collectable> collectables, AppStore apps, BuildJournal journal) {
    return new Collector(collectables, apps, journal, Collector.Pace.STANDARD);
  }
}
