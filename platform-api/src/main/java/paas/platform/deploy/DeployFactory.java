package paas.platform.deploy;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import paas.platform.app.PlatformSettings;
import paas.platform.app.Remnant;
import paas.platform.collect.Collectable;
import paas.platform.collect.Collector;
import paas.platform.deploy.scratch.Excesses;
import paas.platform.deploy.scratch.ScratchLimits;
import paas.platform.deploy.vitals.LiveAsker;
import paas.platform.formation.HostCpus;
import paas.platform.formation.HostMemory;
import paas.platform.formation.Promises;
import paas.platform.formation.SizeCheck;
import paas.platform.metrics.Signposts;
import paas.platform.release.ProcessType;
import paas.platform.store.AppStore;
import paas.platform.store.Arrivals;
import paas.platform.store.AutoscaleStore;
import paas.platform.store.CanaryStore;
import paas.platform.store.DomainStore;
import paas.platform.store.EdgeStore;
import paas.platform.store.FormationStore;
import paas.platform.store.HealthStore;
import paas.platform.store.MountStore;
import paas.platform.store.NetworkLinkStore;
import paas.platform.store.PostdeployStore;
import paas.platform.store.ReleaseStore;
import paas.platform.store.VolumeStore;
import paas.router.control.RouterLink;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.Target;
import paas.runner.AppLinks;
import paas.runner.CommandProbe;
import paas.runner.FileChanges;
import paas.runner.Instances;
import paas.runner.OneOffs;
import paas.runner.Probe;
import paas.runner.Scratch;
import paas.runner.Usages;

/** Puts the control loops together. */
@Factory
final class DeployFactory {
  /** Of all apps together: an engine that starts hundreds at once answers none of them in time. */
  private static final int STARTS_AT_ONCE = 16;

  /** What the loops measure and wait by; one for all of them. */
  private final InstantSource steady = new SteadyClock(Clock.systemUTC(), System::nanoTime);

  @Singleton
  DeploySettings settings(PlatformSettings platform) {
    return DeploySettings.defaults(platform.domain(), Runtime.getRuntime().availableProcessors());
  }

  @Singleton
  HostCpus cpus(DeploySettings settings) {
    return new HostCpus(settings.cpus());
  }

  @Singleton
  SizeCheck sizes(HostMemory.Gauge memory, HostCpus cpus, DeploySettings settings) {
    return new SizeCheck(memory, cpus, settings.memoryBytes() >> 20);
  }

  @Singleton
  Launch launch(DeploySettings settings, FormationStore formations, VolumeStore volumes) {
    return new Launch(settings, new StoredSandboxes(formations, volumes));
  }

  @Singleton
  Progress progress() {
    return new Progress();
  }

  @Singleton
  Outcomes outcomes(Collector collector, CanaryStore canaries) {
    return new Outcomes(collector::wake, canaries::isTried);
  }

  @Singleton
  Intents intents(
      AppStore apps,
      DomainStore domains,
      ReleaseStore releases,
      Arrivals arrivals,
      FormationStore formations,
      HealthStore checks,
      AutoscaleStore autoscales,
      EdgeStore edges,
      MountStore mounts,
      CanaryStore canaries,
      Outcomes outcomes,
      Journal journal,
      Postdeploy postdeploy) {
    return new StoredIntents(
        apps,
        domains,
        releases,
        arrivals,
        formations,
        checks,
        autoscales,
        edges,
        mounts,
        canaries,
        outcomes,
        journal,
        postdeploy::begin,
        Clock.systemUTC());
  }

  /** Knows all apps at the start, so that the first table it sends lacks none. */
  @Singleton
  @Bean(preDestroy = "close")
  RouteBoard board(
      RouterLink router, Intents intents, PlatformSettings platform, DeploySettings settings) {
    Route own =
        new Route(
            new Hostname(platform.hostname()),
            new Target.Platform("127.0.0.1", platform.apiPort()));
    return new RouteBoard(
        List.of(own),
        new HashSet<>(intents.apps()),
        (routes, deadline) -> RouterTraffic.send(router, routes, deadline),
        settings.publishDeadline());
  }

  @Singleton
  Traffic traffic(RouterLink router, RouteBoard board, Signposts signposts) {
    return new RouterTraffic(router, board, signposts::changing);
  }

  @Singleton
  ReleaseOutput output(PlatformSettings platform) {
    return new ReleaseOutput(platform.home().resolve("releases"));
  }

  @Singleton
  Collectable leftOutputs(ReleaseOutput output, AppStore apps) {
    return new LeftReleaseOutputs(output, apps);
  }

  /** Whom the deployer tells of an outcome wakes the collector: it is asked for when needed. */
  @Singleton
  Collectable leftContainers(Instances instances, AppStore apps, BeanProvider<Deployer> deployer) {
    return new LeftContainers(instances, apps, app -> deployer.get().isTending(app));
  }

  @Singleton
  PhaseProcess process(
      OneOffs oneOffs,
      Launch launch,
      Journal journal,
      Progress progress,
      ReleaseOutput output,
      DeploySettings settings,
      FormationStore formations,
      Excesses excesses) {
    return new PhaseProcess(
        oneOffs,
        launch,
        journal,
        progress,
        output,
        settings,
        app -> formations.of(app).settings(ProcessType.RELEASE).size(),
        excesses);
  }

  @Singleton
  ReleasePhase phase(PhaseProcess process) {
    return new OneOffPhase(process);
  }

  @Singleton
  Postdeploy postdeploy(
      PhaseProcess process,
      PostdeployStore store,
      AppStore apps,
      Progress progress,
      Journal journal) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    return new Postdeploy(process, store, apps, progress, journal, threads);
  }

  @Singleton
  Inspection inspection(Instances instances, FileChanges changes) {
    return new Inspection(instances, changes);
  }

  @Singleton
  Promises promises() {
    return new Promises(steady);
  }

  @Singleton
  Listening listening(Deployer deployer, Instances instances) {
    return new Listening(deployer::instances, instances);
  }

  @Singleton
  @Bean(preDestroy = "close")
  LiveAsker asker(Probe port, CommandProbe command) {
    return new LiveAsker(port, command, steady);
  }

  @Singleton
  CountingChecks countingChecks(DeploySettings settings) {
    return new CountingChecks(settings);
  }

  @Singleton
  Examination examination(
      Intents intents, Instances instances, LiveAsker asker, DeploySettings settings) {
    return new Examination(intents, instances, asker, settings);
  }

  @Singleton
  Metering metering(Instances instances, Usages usages, Journal journal) {
    return new Metering(instances, usages, journal, steady);
  }

  @Singleton
  Excesses excesses() {
    return new Excesses();
  }

  @Singleton
  ScratchLimits scratchLimits(PropertyResolver settings) {
    return ScratchLimits.from(settings);
  }

  @Singleton
  @Bean(preDestroy = "close")
  ScratchThread scratchThread(
      Scratch scratch,
      Instances instances,
      OneOffs oneOffs,
      Journal journal,
      ScratchLimits limits,
      Excesses excesses) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    ScratchEnds ends = new ScratchEnds(instances, oneOffs, journal, excesses, threads);
    return new ScratchThread(
        new ScratchWatch(scratch, instances, oneOffs, limits, ends, steady), threads);
  }

  @Singleton
  Teardown teardown(Instances instances, List<Remnant> remnants) {
    return new Teardown(instances::removeApp, remnants);
  }

  @Singleton
  NetworkLinks links(NetworkLinkStore store, AppLinks links) {
    return new NetworkLinks(store, links, Clock.systemUTC());
  }

  @Singleton
  LoopParts parts(
      Intents intents,
      Instances instances,
      LiveAsker asker,
      Traffic traffic,
      Journal journal,
      ReleasePhase phase,
      Teardown teardown,
      DeploySettings settings,
      Launch launch,
      Excesses excesses,
      HostMemory.Gauge memory) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    Semaphore starting = new Semaphore(STARTS_AT_ONCE);
    return new LoopParts(
        intents,
        instances,
        asker,
        traffic,
        journal,
        phase,
        teardown,
        HealthPlans::manifest,
        settings,
        launch,
        excesses,
        memory,
        steady,
        RandomGenerator.getDefault(),
        start -> threads.execute(() -> within(starting, start)),
        threads);
  }

  private static void within(Semaphore bound, Runnable task) {
    bound.acquireUninterruptibly();
    try {
      task.run();
    } finally {
      bound.release();
    }
  }

  @Singleton
  @Bean(preDestroy = "close")
  Deployer deployer(
      LoopParts parts, RouteBoard board, AppStore apps, Outcomes outcomes, Metering metering) {
    return new Deployer(parts, board, apps, outcomes, metering);
  }
}
