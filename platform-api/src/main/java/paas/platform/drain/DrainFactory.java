package paas.platform.drain;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import paas.platform.deploy.Journal;
import paas.platform.outbound.Outbound;
import paas.platform.store.AppStore;
import paas.platform.store.LogDrainStore;
import paas.router.logs.LogRouter;

/** Puts the log drains together. */
@Factory
final class DrainFactory {
  @Singleton
  @Bean(preDestroy = "close")
  Drains drains(
      LogDrainStore store,
      AppStore apps,
      LogRouter router,
      Outbound outbound,
      Journal journal,
      InstantSource clock) {
    return new Drains(store, apps, router, outbound, journal, Tempo.STANDARD, clock);
  }
}
