package paas.platform.inspect;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import paas.platform.app.PlatformSettings;
import paas.platform.deploy.DeploySettings;
import paas.platform.deploy.Inspection;
import paas.platform.store.ReleaseStore;
import paas.router.logs.LogRouter;

/** Puts the check together. */
@Factory
final class InspectFactory {
  @Singleton
  Sightings sightings(Inspection inspection) {
    return inspection::of;
  }

  @Singleton
  Inspector inspector(
      ReleaseStore releases,
      Sightings sightings,
      LogRouter logs,
      PlatformSettings platform,
      DeploySettings settings) {
    return new Inspector(releases, sightings, logs, platform.logSource(), settings);
  }
}
