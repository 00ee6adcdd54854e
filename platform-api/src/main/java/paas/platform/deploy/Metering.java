package paas.platform.deploy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.AppId;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.Instances;
import paas.runner.RunnerException;
import paas.runner.State;
import paas.runner.Usage;
import paas.runner.Usages;
import paas.runner.engine.EngineUnavailable;

/**
 * Measures what running instances use, from time to time, and keeps the last of it. An instance
 * that is near its limit is told of in its app's log (R14): the next step is the kernel's. The kept
 * figures may be read by any thread; one thread measures.
 */
public final class Metering {
  private static final Logger LOG = LoggerFactory.getLogger(Metering.class);

  /** Of its limit, from which on an instance is near it. */
  private static final double NEAR = 0.95;

  /** Between two lines about one instance. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private record Sample(Reading reading, Duration cpu, Instant at) {}

  private final Instances instances;
  private final Usages usages;
  private final Journal journal;
  private final InstantSource clock;
  private final Map<InstanceId, Sample> samples = new ConcurrentHashMap<>();
  private final Map<InstanceId, Instant> told = new ConcurrentHashMap<>();

  Metering(Instances instances, Usages usages, Journal journal, InstantSource clock) {
    this.instances = instances;
    this.usages = usages;
    this.journal = journal;
    this.clock = clock;
  }

  /** Empty before the first measurement, and for what does not run. */
  public Optional<Reading> of(String instance) {
    return instance.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(samples.get(new InstanceId(instance))).map(Sample::reading);
  }

  /** Measures all of them once. An engine that is away is asked again the next time. */
  void measure() {
    try {
      Set<InstanceId> running = new HashSet<>();
      for (Instance instance : instances.list()) {
        if (instance.state() instanceof State.Running) {
          running.add(instance.id());
          usages.of(instance.id()).ifPresent(usage -> keep(instance, usage));
        }
      }
      samples.keySet().retainAll(running);
      told.keySet().retainAll(running);
    } catch (EngineUnavailable e) {
      samples.clear(); // what it was is no evidence of what it is
      LOG.debug("Instances are not measured: {}", e.getMessage());
    } catch (RunnerException e) {
      LOG.debug("Instances are not measured: {}", e.getMessage());
    }
  }

  private void keep(Instance instance, Usage usage) {
    Instant now = clock.instant();
    Optional<Double> cpus =
        Optional.ofNullable(samples.get(instance.id())).flatMap(before -> cpus(before, usage, now));
    Reading reading =
        new Reading(
            usage.memoryBytes(),
            instance.memoryBytes(),
            cpus,
            usage.receivedBytes(),
            usage.sentBytes());
    samples.put(instance.id(), new Sample(reading, usage.cpu(), now));
    if (usage.memoryBytes() >= NEAR * instance.memoryBytes()) {
      warn(instance, usage, now);
    }
  }

  private static Optional<Double> cpus(Sample before, Usage usage, Instant now) {
    Duration passed = Duration.between(before.at(), now);
    Duration spent = usage.cpu().minus(before.cpu());
    return passed.isPositive() && !spent.isNegative()
        ? Optional.of((double) spent.toNanos() / passed.toNanos())
        : Optional.empty();
  }

  private void warn(Instance instance, Usage usage, Instant now) {
    Instant last = told.getOrDefault(instance.id(), Instant.MIN);
    if (last.isAfter(now.minus(SILENCE))) {
      return;
    }
    told.put(instance.id(), now);
    AppId app = new AppId(UUID.fromString(instance.app().id()));
    journal.platform(
        app,
        instance.name(),
        "Process running mem=%dM (%d%% of its %dM)"
            .formatted(
                usage.memoryBytes() >> 20,
                100 * usage.memoryBytes() / instance.memoryBytes(),
                instance.memoryBytes() >> 20));
    journal.platform(
        app,
        instance.name(),
        "Error R14 (Memory quota exceeded) -> beyond its limit it is killed: paas ps:type %s=SIZE"
            .formatted(instance.type()));
  }
}
