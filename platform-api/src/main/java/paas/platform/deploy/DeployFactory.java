package paas.platform.deploy;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import paas.platform.app.PlatformSettings;
import paas.platform.app.Remnant;
import paas.platform.collect.Collectable;
import paas.platform.collect.Collector;
import paas.platform.deploy.vitals.LiveAsker;
import paas.platform.formation.HostMemory;
import paas.platform.store.AppStore;
import paas.platform.store.AutoscaleStore;
import paas.platform.store.DomainStore;
import paas.platform.store.FormationStore;
import paas.platform.store.HealthStore;
import paas.platform.store.PostdeployStore;
import paas.platform.store.ReleaseStore;
import paas.router.control.RouterLink;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.Target;
import paas.runner.CommandProbe;
import paas.runner.FileChanges;
import paas.runner.Instances;
import paas.runner.OneOffs;
import paas.runner.Probe;
import paas.runner.Usages;

/** Puts the control loops together. */
@Factory
final class DeployFactory {
  @Singleton
  DeploySettings settings(PlatformSettings platform) {
    return DeploySettings.defaults(platform.domain(), Runtime.getRuntime().availableProcessors());
  }

  @Singleton
  Launch launch(DeploySettings settings) {
    return new Launch(settings);
  }

  @Singleton
  Progress progress() {
    return new Progress();
  }

  @Singleton
  Outcomes outcomes(Collector collector) {
    return new Outcomes(collector::wake);
  }

  @Singleton
  Intents intents(
      AppStore apps,
      DomainStore domains,
      ReleaseStore releases,
      FormationStore formations,
      HealthStore checks,
      AutoscaleStore autoscales,
      Outcomes outcomes,
      Postdeploy postdeploy) {
    return new StoredIntents(
        apps,
        domains,
        releases,
        formations,
        checks,
        autoscales,
        outcomes,
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
  Traffic traffic(RouterLink router, RouteBoard board) {
    return new RouterTraffic(router, board);
  }

  @Singleton
  ReleaseOutput output(PlatformSettings platform) {
    return new ReleaseOutput(platform.home().resolve("releases"));
  }

  @Singleton
  Collectable leftOutputs(ReleaseOutput output, AppStore apps) {
    return new LeftReleaseOutputs(output, apps);
  }

  @Singleton
  PhaseProcess process(
      OneOffs oneOffs,
      Journal journal,
      Progress progress,
      ReleaseOutput output,
      DeploySettings settings) {
    return new PhaseProcess(oneOffs, journal, progress, output, settings);
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
  @Bean(preDestroy = "close")
  LiveAsker asker(Probe port, CommandProbe command) {
    return new LiveAsker(port, command, Clock.systemUTC());
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
    return new Metering(instances, usages, journal, Clock.systemUTC());
  }

  @Singleton
  Teardown teardown(Instances instances, List<Remnant> remnants) {
    return new Teardown(instances::removeApp, remnants);
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
      HostMemory.Gauge memory) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    return new LoopParts(
        intents,
        instances,
        asker,
        traffic,
        journal,
        phase,
        teardown,
        settings,
        memory,
        Clock.systemUTC(),
        RandomGenerator.getDefault(),
        threads,
        threads);
  }

  @Singleton
  @Bean(preDestroy = "close")
  Deployer deployer(
      LoopParts parts, RouteBoard board, AppStore apps, Outcomes outcomes, Metering metering) {
    return new Deployer(parts, board, apps, outcomes, metering);
  }
}
