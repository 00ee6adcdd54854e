package paas.platform.api;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.build.BuildLog;
import paas.platform.build.Builds;
import paas.platform.deploy.Awaited;
import paas.platform.deploy.Deployer;
import paas.platform.deploy.Examination;
import paas.platform.deploy.InstanceView;
import paas.platform.deploy.Listening;
import paas.platform.deploy.Settled;
import paas.platform.fault.Unavailable;
import paas.platform.formation.Slot;
import paas.platform.intake.DeployQueue;
import paas.platform.intake.Deploys;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseStatus;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildRecord;

/** Joins what the API asks for with those who do it. */
@Factory
final class Adapters {
  @Singleton
  Fleet fleet(Deployer deployer, Examination examination, Listening listening) {
    return new DeployerFleet(deployer, examination, listening);
  }

  private record DeployerFleet(Deployer deployer, Examination examination, Listening listening)
      implements Fleet {
    /** A router that is down must not keep a change from being made. */
    private static final Duration ROUTED = Duration.ofSeconds(5);

    @Override
    public void wake(AppId app) {
      deployer.wake(app);
    }

    @Override
    public void reroute(Collection<AppId> apps) {
      try {
        deployer.awaitRouted(apps, ROUTED);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unavailable("The platform is stopping.");
      }
    }

    @Override
    public void ended(UUID release, ReleaseStatus status) {
      deployer.ended(release, status);
    }

    @Override
    public List<InstanceView> instances(AppId app) {
      return deployer.instances(app);
    }

    @Override
    public Settled awaitSettled(AppId app, Awaited awaited, Duration atMost) {
      try {
        return deployer.awaitSettled(app, awaited, atMost);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unavailable("The platform is stopping.");
      }
    }

    @Override
    public List<Examination.Outcome> examine(AppId app, Slot slot) {
      return examination.of(app, slot);
    }

    @Override
    public Optional<Slot> deaf(AppId app, ProcessType type) {
      return listening.deaf(app, type);
    }

    @Override
    public void destroy(AppId app) {
      deployer.destroy(app);
      reroute(List.of(app));
    }
  }

  @Singleton
  BuildAccess builds(Builds builds, BuildLog log, Deploys deploys, DeployQueue queue) {
    return new KeptBuilds(builds, log, deploys, queue);
  }

  private record KeptBuilds(Builds builds, BuildLog log, Deploys deploys, DeployQueue queue)
      implements BuildAccess {
    @Override
    public void cancel(AppId app, UUID build) {
      if (!queue.cancel(build)) {
        builds.cancel(app, build);
      }
    }

    @Override
    public BuildRecord order(App app, BuildOrder order, String version, String by) {
      return queue.add(app, order, version, by);
    }

    @Override
    public boolean underWay(UUID build) {
      return deploys.underWay(build);
    }

    @Override
    public boolean hasImage(ImageDigest image) {
      return builds.hasImage(image);
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
