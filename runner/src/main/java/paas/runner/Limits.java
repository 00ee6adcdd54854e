package paas.runner;

/**
 * What one container may use at most; there is no swap beyond the memory.
 *
 * @param memoryBytes at least 6 MiB, which is the engine's own minimum
 * @param cpus may be a fraction
 * @param pids processes and threads
 */
public record Limits(long memoryBytes, double cpus, int pids) {
  private static final long LEAST_MEMORY = 6L << 20;
  private static final double LEAST_CPUS = 0.01;

  public Limits {
    if (memoryBytes < LEAST_MEMORY) {
      throw new IllegalArgumentException("A container needs at least 6 MiB, not " + memoryBytes);
    }
    if (!(cpus >= LEAST_CPUS && cpus <= 1024)) {
      throw new IllegalArgumentException("CPUs must be 0.01 to 1024, not " + cpus);
    }
    Grammar.positive(pids, "The pids limit");
  }
}
