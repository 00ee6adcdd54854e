package paas.builder.dockerfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The cgroup in which an engine's BuildKit runs the steps of all Dockerfiles. The API has no bound
 * for one build (20.10 ignores memory, cpus, ulimits and cgroupparent with BuildKit), so this one
 * is set on the host, for all Dockerfile builds that run at a time.
 */
public final class BuildKitCgroup {
  private static final String GROUP = "docker/buildkit";
  private static final int PERIOD = 100_000;

  private final Path root;
  private final String driver;

  /** {@code root} is where cgroups are mounted, {@code driver} the engine's cgroup driver. */
  public BuildKitCgroup(Path root, String driver) {
    this.root = root;
    this.driver = driver;
  }

  /** What the steps may use in all. */
  public record Bounds(long memoryBytes, double cpus, long pids) {}

  /** What became of it; {@code how} is for people. */
  public record Outcome(boolean bound, String how) {}

  /** Sets the bounds; idempotent. Never throws: where it cannot be done, the outcome says why. */
  public Outcome bind(Bounds bounds) {
    if (!driver.equals("cgroupfs")) {
      return unbound(
          "the engine's cgroup driver is "
              + driver
              + ", which keeps no group for Dockerfile builds");
    }
    try {
      if (Files.isDirectory(root.resolve("memory"))) {
        versionOne(bounds);
      } else {
        versionTwo(bounds);
      }
      return new Outcome(
          true,
          "%,d MB, for all Dockerfile builds at a time, by the cgroup %s"
              .formatted(bounds.memoryBytes() >> 20, GROUP));
    } catch (IOException e) {
      return unbound("the cgroup " + GROUP + " cannot be set (" + e.getMessage() + ")");
    }
  }

  private static Outcome unbound(String why) {
    return new Outcome(false, "not bound: " + why);
  }

  private void versionOne(Bounds bounds) throws IOException {
    Path memory = Files.createDirectories(root.resolve("memory").resolve(GROUP));
    String bytes = Long.toString(bounds.memoryBytes());
    Path swap = memory.resolve("memory.memsw.limit_in_bytes");
    // The bound with swap may never be below the one without.
    if (Files.exists(swap)) {
      write(swap, "-1");
    }
    write(memory.resolve("memory.limit_in_bytes"), bytes);
    if (Files.exists(swap)) {
      write(swap, bytes);
    }
    Path cpu = Files.createDirectories(root.resolve("cpu").resolve(GROUP));
    write(cpu.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD));
    write(cpu.resolve("cpu.cfs_quota_us"), Long.toString((long) (bounds.cpus() * PERIOD)));
    Path pids = Files.createDirectories(root.resolve("pids").resolve(GROUP));
    write(pids.resolve("pids.max"), Long.toString(bounds.pids()));
  }

  private void versionTwo(Bounds bounds) throws IOException {
    Path group = root.resolve(GROUP);
    if (!Files.exists(group.resolve("memory.max"))) {
      throw new IOException("the engine has not made it yet");
    }
    write(group.resolve("memory.max"), Long.toString(bounds.memoryBytes()));
    if (Files.exists(group.resolve("memory.swap.max"))) {
      write(group.resolve("memory.swap.max"), "0");
    }
    write(group.resolve("cpu.max"), (long) (bounds.cpus() * PERIOD) + " " + PERIOD);
    write(group.resolve("pids.max"), Long.toString(bounds.pids()));
  }

  private static void write(Path file, String value) throws IOException {
    Files.write(file, value.getBytes(StandardCharsets.US_ASCII));
  }
}
