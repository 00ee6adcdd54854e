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
   * The defaults, with what the platform's settings change: PAAS_BUILD_MEMORY, PAAS_IMAGE_MB and
   * PAAS_CHECKOUT_MB in MB, PAAS_BUILD_CPUS, PAAS_BUILD_TIMEOUT and PAAS_BUILD_IDLE_TIMEOUT in
   * seconds. A value out of its bounds is refused with an {@link IllegalArgumentException} that
   * says so.
   */
  public static BuildLimits from(Map<String, String> settings) {
    var figures = new Figures(settings);
    BuildLimits usual = defaults();
    return new BuildLimits(
        figures.megabytes("PAAS_BUILD_MEMORY", "the memory of one build", usual.memoryBytes()),
        figures.cpus("PAAS_BUILD_CPUS", "how many CPUs one build may use", usual.cpus()),
        usual.pids(),
        figures.seconds(
            "PAAS_BUILD_IDLE_TIMEOUT", "how long a build may print nothing", usual.idle()),
        figures.seconds("PAAS_BUILD_TIMEOUT", "how long a build may take", usual.total()),
        figures.megabytes("PAAS_CHECKOUT_MB", "the size of a source", usual.sourceBytes()),
        usual.sourceFiles(),
        figures.megabytes("PAAS_IMAGE_MB", "the size of an image", usual.imageBytes()),
        usual.outputBytes());
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
