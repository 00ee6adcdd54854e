package paas.platform.deploy.disks;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import paas.platform.store.VolumeStore;
import paas.runner.Volumes;

/** Puts the volumes together. */
@Factory
final class DisksFactory {
  @Singleton
  Disks disks(VolumeStore store, Volumes volumes) {
    return new Disks(store, volumes, Clock.systemUTC());
  }
}
