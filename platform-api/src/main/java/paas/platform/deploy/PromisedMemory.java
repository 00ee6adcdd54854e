package paas.platform.deploy;

import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.formation.HostMemory;
import paas.runner.OneOffs;
import paas.runner.RunnerException;
import paas.runner.RunningOneOff;
import paas.runner.State;
import paas.runner.Usage;
import paas.runner.Usages;

/**
 * The machine's memory without what running one-offs may still take: a job that has just begun uses
 * next to nothing of what it will.
 */
@Singleton
final class PromisedMemory implements HostMemory.Gauge {
  private static final Logger LOG = LoggerFactory.getLogger(PromisedMemory.class);

  private final ProcMeminfo kernel;
  private final OneOffs oneOffs;
  private final Usages usages;

  PromisedMemory(ProcMeminfo kernel, OneOffs oneOffs, Usages usages) {
    this.kernel = kernel;
    this.oneOffs = oneOffs;
    this.usages = usages;
  }

  @Override
  public HostMemory read() {
    return kernel.read().promising(promised());
  }

  /** In MiB; nothing while the engine is away, for then nothing is started either. */
  private long promised() {
    try {
      return oneOffs.list().stream()
              .filter(one -> !(one.state() instanceof State.Exited))
              .mapToLong(this::left)
              .sum()
          >> 20;
    } catch (RunnerException e) {
      LOG.debug("One-offs are not counted: {}", e.getMessage());
      return 0;
    }
  }

  private long left(RunningOneOff one) {
    long used = usages.of(one.id()).map(Usage::memoryBytes).orElse(0L);
    return Math.max(0, one.memoryBytes() - used);
  }
}
