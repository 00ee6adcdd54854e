package paas.platform;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.Adoption;
import paas.platform.app.App;
import paas.platform.build.Builds;
import paas.platform.collect.Collector;
import paas.platform.cron.CronScheduler;
import paas.platform.deploy.Deployer;
import paas.platform.deploy.Postdeploy;
import paas.platform.deploy.ScratchThread;
import paas.platform.drain.Drains;
import paas.platform.intake.DeployQueue;
import paas.platform.push.RefRepair;
import paas.platform.scaling.AutoscaleThread;
import paas.platform.secure.Watch;
import paas.platform.secure.acme.AutoCertificates;
import paas.platform.store.AppStore;
import paas.runner.Execs;
import paas.runner.Instances;
import paas.runner.OneOffs;

/**
 * What is done once after a start: clear away what a kill left half done, adopt what runs, put
 * right what was cut off. The API answers meanwhile.
 */
@Singleton
final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Instances instances;
  private final OneOffs oneOffs;
  private final Execs execs;
  private final Builds builds;
  private final Deployer deployer;
  private final RefRepair repair;
  private final DeployQueue queue;
  private final Postdeploy postdeploy;
  private final List<Adoption> adoptions;
  private final AutoscaleThread autoscale;
  private final AppStore apps;
  private final Collector collector;
  private final CronScheduler cron;
  private final Watch certificates;
  private final AutoCertificates automatic;
  private final Drains drains;
  private final ScratchThread scratch;

  Startup(
      Instances instances,
      OneOffs oneOffs,
      Execs execs,
      Builds builds,
      Deployer deployer,
      RefRepair repair,
      DeployQueue queue,
      Postdeploy postdeploy,
      List<Adoption> adoptions,
      AutoscaleThread autoscale,
      AppStore apps,
      Collector collector,
      CronScheduler cron,
      Watch certificates,
      AutoCertificates automatic,
      Drains drains,
      ScratchThread scratch) {
    this.instances = instances;
    this.oneOffs = oneOffs;
    this.execs = execs;
    this.builds = builds;
    this.deployer = deployer;
    this.repair = repair;
    this.queue = queue;
    this.postdeploy = postdeploy;
    this.adoptions = List.copyOf(adoptions);
    this.autoscale = autoscale;
    this.apps = apps;
    this.collector = collector;
    this.cron = cron;
    this.certificates = certificates;
    this.automatic = automatic;
    this.drains = drains;
    this.scratch = scratch;
  }

  void run() throws InterruptedException {
    drains.start();
    waiting(
        List.of(
            instances::removeLeftovers,
            oneOffs::removeLeftovers,
            execs::endLeftovers,
            builds::recover));
    postdeploy.resume();
    deployer.start();
    autoscale.start();
    waiting(apps.all().stream().flatMap(this::adoptions).toList());
    scratch.start(); // whom it ends is started again by then
    repair.start();
    queue.start();
    collector.start();
    cron.start();
    certificates.start();
    automatic.start();
    LOG.info("Ready");
  }

  private static void waiting(List<Runnable> steps) throws InterruptedException {
    new StartSteps(steps, AGAIN).run();
  }

  private Stream<Runnable> adoptions(App app) {
    return adoptions.stream().map(adoption -> () -> adoption.adopt(app));
  }
}
