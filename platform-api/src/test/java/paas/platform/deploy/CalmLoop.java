package paas.platform.deploy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import paas.platform.deploy.scratch.Excesses;
import paas.platform.formation.HostMemory;
import paas.runner.Instances;

/** A loop in a world where nothing happens but what a test does; with memory for all. */
final class CalmLoop {
  private CalmLoop() {}

  /** The world is its router, too, and what it starts is started at once. */
  static AppLoop of(FakeIntents intents, World world, Schedule schedule, Journal journal) {
    return of(
        intents,
        world,
        schedule,
        world,
        journal,
        DeploySettings.defaults("localhost", 1),
        Runnable::run,
        world.background());
  }

  static AppLoop of(
      FakeIntents intents,
      World world,
      Schedule schedule,
      Traffic traffic,
      Journal journal,
      DeploySettings settings,
      Executor starts,
      Executor background) {
    LoopParts parts =
        new LoopParts(
            intents,
            world,
            world,
            traffic,
            journal,
            (app, release, recall) -> Optional.empty(),
            new Teardown(world::removeApp, List.of()),
            slug -> Collections.emptySortedMap(),
            settings,
            new Launch(settings),
            new Excesses(),
            () -> new HostMemory(8_000, 8_000),
            schedule,
            new Luck(1).random(),
            starts,
            background);
    return new AppLoop(intents.app.id(), parts, () -> {});
  }

  /** What a loop works with on another engine, where all is done at once. */
  static LoopParts parts(FakeIntents intents, Instances instances, World world) {
    DeploySettings settings = DeploySettings.defaults("localhost", 1);
    return new LoopParts(
        intents,
        instances,
        world,
        world,
        new SilentJournal(),
        (app, release, recall) -> Optional.empty(),
        new Teardown(instances::removeApp, List.of()),
        slug -> Collections.emptySortedMap(),
        settings,
        new Launch(settings),
        new Excesses(),
        () -> new HostMemory(8_000, 8_000),
        new Schedule(),
        new Luck(1).random(),
        Runnable::run,
        Runnable::run);
  }
}
