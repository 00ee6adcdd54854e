package paas.builder;

import java.time.Duration;
import java.util.Map;

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

  /**
   * The defaults, with what the platform's settings change: PAAS_BUILD_MEMORY, in MB. A value that
   * is not a number of at least 64 is refused with an {@link IllegalArgumentException} that says
   * so.
   */
  public static BuildLimits from(Map<String, String> settings) {
    String memory = settings.getOrDefault("PAAS_BUILD_MEMORY", "");
    if (memory.isEmpty()) {
      return defaults();
    }
    if (!memory.matches("\\d{2,7}") || Long.parseLong(memory) < 64) {
      throw new IllegalArgumentException(
          "PAAS_BUILD_MEMORY is the memory of one build in MB, at least 64, not '" + memory + "'");
    }
    return defaults().withMemory(Long.parseLong(memory) << 20);
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
