package paas.platform.api;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.build.BuildLog;
import paas.platform.build.Builds;
import paas.platform.deploy.Deployer;
import paas.platform.deploy.InstanceView;

/** Joins what the API asks for with those who do it. */
@Factory
final class Adapters {
  @Singleton
  Fleet fleet(Deployer deployer) {
    return new DeployerFleet(deployer);
  }

  private record DeployerFleet(Deployer deployer) implements Fleet {
    @Override
    public void wake(AppId app) {
      deployer.wake(app);
    }

    @Override
    public List<InstanceView> instances(AppId app) {
      return deployer.instances(app);
    }

    @Override
    public void destroy(AppId app) {
      deployer.destroy(app);
    }
  }

  @Singleton
  BuildAccess builds(Builds builds, BuildLog log) {
    return new KeptBuilds(builds, log);
  }

  private record KeptBuilds(Builds builds, BuildLog log) implements BuildAccess {
    @Override
    public void cancel(AppId app, UUID build) {
      builds.cancel(app, build);
    }

    @Override
    public void purgeCache(App app) {
      builds.purgeCache(app);
    }

    @Override
    public Optional<InputStream> output(UUID build) {
      return log.read(build);
    }
  }
}
