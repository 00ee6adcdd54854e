package paas.builder;

import java.time.Duration;

/** Every bound of one build by name; beyond any of them the build fails and says which. */
public record BuildLimits(
    long memoryBytes,
    double cpus,
    int pids,
    Duration idle,
    Duration total,
    long sourceBytes,
    int sourceFiles,
    long imageBytes,
    long outputBytes) {

  private static final long GIB = 1L << 30;

  /**
   * LIMITS.md's figures: 2 GB memory, 15 minutes without output, 1 hour in all, 1 GB source, 4 GB
   * image.
   */
  public static BuildLimits defaults() {
    return new BuildLimits(
        2 * GIB,
        2,
        4096,
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        GIB,
        200_000,
        4 * GIB,
        16L << 20);
  }

  /** The same limits with another bound on memory. */
  public BuildLimits withMemory(long bytes) {
    return new BuildLimits(
        bytes, cpus, pids, idle, total, sourceBytes, sourceFiles, imageBytes, outputBytes);
  }

  /** The same limits with other times. */
  public BuildLimits withTimes(Duration newIdle, Duration newTotal) {
    return new BuildLimits(
        memoryBytes,
        cpus,
        pids,
        newIdle,
        newTotal,
        sourceBytes,
        sourceFiles,
        imageBytes,
        outputBytes);
  }
}
