package paas.platform.deploy;

import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.formation.HostMemory;
import paas.platform.formation.Promises;
import paas.runner.OneOffs;
import paas.runner.RunnerException;
import paas.runner.RunningOneOff;
import paas.runner.State;
import paas.runner.Usage;
import paas.runner.Usages;
import paas.runner.engine.EngineUnavailable;

/**
 * The machine's memory without what one-offs may still take: a job that is about to start uses none
 * of it, and one that has just begun next to nothing of what it will.
 */
@Singleton
final class PromisedMemory implements HostMemory.Gauge {
  private static final Logger LOG = LoggerFactory.getLogger(PromisedMemory.class);

  private final ProcMeminfo kernel;
  private final OneOffs oneOffs;
  private final Usages usages;
  private final Promises promises;

  PromisedMemory(ProcMeminfo kernel, OneOffs oneOffs, Usages usages, Promises promises) {
    this.kernel = kernel;
    this.oneOffs = oneOffs;
    this.usages = usages;
    this.promises = promises;
  }

  @Override
  public HostMemory read() {
    return kernel.read().promising(promises.sum() + running());
  }

  /** In MiB; nothing while the engine is away, for then nothing is started either. */
  private long running() {
    try {
      return oneOffs.list().stream()
              .filter(one -> !(one.state() instanceof State.Exited))
              .mapToLong(this::left)
              .sum()
          >> 20;
    } catch (EngineUnavailable | RunnerException e) {
      LOG.debug("One-offs are not counted: {}", e.getMessage());
      return 0;
    }
  }

  private long left(RunningOneOff one) {
    long used = usages.of(one.id()).map(Usage::memoryBytes).orElse(0L);
    return Math.max(0, one.memoryBytes() - used);
  }
}
