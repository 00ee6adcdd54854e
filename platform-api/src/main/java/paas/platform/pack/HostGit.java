package paas.platform.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The host's git as a process of its own: an argument list, an empty environment, no configuration
 * of the host, and bounds that the kernel holds it to even when this process is gone.
 */
final class HostGit {
  /** Address space: a delta, its base and its result, each of the largest size, and an index. */
  static final long MEMORY = 1L << 30;

  static final Duration CPU = Duration.ofMinutes(10);

  /** A SIGXCPU comes first, and tells why; SIGKILL follows. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** One file: a pack of the largest size, and the bases that completed it. */
  static final long FILE = PackLimits.PACK + (PackLimits.PACK >> 2);

  /** The first that the kernel ends when memory is short (choom(1)). */
  private static final String EXPENDABLE = "1000";

  private static final String NICE = "10";
  private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

  /** Blobs above the threshold are streamed; caches are small; one thread. */
  private static final List<String> SETTINGS =
      List.of(
          "core.bigFileThreshold=4m",
          "core.deltaBaseCacheLimit=32m",
          "core.packedGitWindowSize=1m",
          "core.packedGitLimit=64m",
          "core.commitGraph=false",
          "core.multiPackIndex=false",
          "pack.threads=1",
          "gc.auto=0");

  private HostGit() {}

  /** To be started by the caller, who ends it. */
  static ProcessBuilder process(Path gitDir, Map<String, String> more, List<String> arguments) {
    List<String> command = new ArrayList<>(bounds());
    command.add("git");
    SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(gitDir.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", PATH);
    environment.put("LC_ALL", "C");
    environment.put("GIT_DIR", gitDir.toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_NO_REPLACE_OBJECTS", "1");
    environment.putAll(more);
    return builder;
  }

  private static List<String> bounds() {
    long cpu = CPU.toSeconds();
    return Stream.of(
            List.of("choom", "-n", EXPENDABLE, "--"),
            List.of(
                "prlimit",
                "--as=" + MEMORY,
                "--cpu=" + cpu + ":" + (cpu + GRACE.toSeconds()),
                "--fsize=" + FILE,
                "--core=0"),
            List.of("nice", "-n", NICE))
        .flatMap(List::stream)
        .toList();
  }

  static Process start(ProcessBuilder builder) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException(
          "git cannot be started on this machine: bin/up installs what is missing", e);
    }
  }
}
