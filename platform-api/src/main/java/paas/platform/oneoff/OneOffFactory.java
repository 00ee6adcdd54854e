package paas.platform.oneoff;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import paas.platform.deploy.Journal;
import paas.platform.deploy.Launch;
import paas.platform.formation.HostMemory;
import paas.platform.formation.Promises;
import paas.platform.store.ReleaseStore;
import paas.runner.OneOffs;

/** Puts the one-offs together. */
@Factory
final class OneOffFactory {
  @Singleton
  @Bean(preDestroy = "close")
  OneOffDesk desk(
      OneOffs oneOffs,
      ReleaseStore releases,
      Journal journal,
      Launch launch,
      HostMemory.Gauge memory,
      Promises promises,
      InstantSource clock) {
    return new OneOffDesk(oneOffs, releases, journal, launch, memory, promises, clock);
  }
}
