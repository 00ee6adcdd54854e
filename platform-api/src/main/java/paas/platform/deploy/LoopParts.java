package paas.platform.deploy;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import paas.platform.deploy.scratch.Excesses;
import paas.platform.deploy.vitals.Asker;
import paas.platform.formation.HostMemory;
import paas.runner.Instances;

/**
 * What every control loop works with; all of it is replaced in the simulation. {@code starts} runs
 * what a turn waits for, {@code background} what goes on after it: drains, stops, release phases.
 */
record LoopParts(
    Intents intents,
    Instances instances,
    Asker asker,
    Traffic traffic,
    Journal journal,
    ReleasePhase phase,
    Teardown teardown,
    Manifests manifests,
    DeploySettings settings,
    Launch launch,
    Excesses excesses,
    HostMemory.Gauge memory,
    InstantSource clock,
    RandomGenerator random,
    Executor starts,
    Executor background) {}
