package paas.runner.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import paas.runner.InstanceId;

/**
 * Where the kernel counts what a container uses: the files of its control group, named as in the
 * kernel's admin-guide/cgroup-v1 (memory, cpuacct) and admin-guide/cgroup-v2.
 */
sealed interface ControlGroup {
  /** As the engine's two drivers name them: cgroupfs, systemd. */
  List<String> NAMES = List.of("docker/%s", "system.slice/docker-%s.scope");

  Path directory();

  /** Files in the kernel's cache included. */
  long memory() throws IOException;

  /** Of the memory, what the kernel would drop first. */
  long droppable() throws IOException;

  Duration cpu() throws IOException;

  /** Empty for what does not run, and where the engine keeps its groups elsewhere. */
  static Optional<ControlGroup> of(InstanceId id, Path root) {
    for (String name : NAMES) {
      Path relative = Path.of(name.formatted(id.value()));
      Path memory = root.resolve("memory").resolve(relative);
      Path unified = root.resolve(relative);
      if (Files.isDirectory(memory)) {
        return Optional.of(new Separate(memory, root.resolve("cpuacct").resolve(relative)));
      }
      if (Files.isDirectory(unified)) {
        return Optional.of(new Unified(unified));
      }
    }
    return Optional.empty();
  }

  /** One of its processes; the first line is as good as any. */
  default long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(directory().resolve("cgroup.procs")).getFirst());
  }

  /** All of its processes, at one moment. */
  default List<Long> pids() throws IOException {
    return Files.readAllLines(directory().resolve("cgroup.procs")).stream()
        .map(Long::parseLong)
        .toList();
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  /** Of lines such as {@code inactive_file 4096}. */
  private static long field(Path file, String name) throws IOException {
    String prefix = name + " ";
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(prefix)) {
        return Long.parseLong(line.substring(prefix.length()).strip());
      }
    }
    throw new IOException("No " + name + " in " + file);
  }

  /** Version 1: each controller has a tree of its own. */
  record Separate(Path directory, Path cpuacct) implements ControlGroup {
    @Override
    public long memory() throws IOException {
      return number(directory.resolve("memory.usage_in_bytes"));
    }

    @Override
    public long droppable() throws IOException {
      return field(directory.resolve("memory.stat"), "total_inactive_file");
    }

    @Override
    public Duration cpu() throws IOException {
      return Duration.ofNanos(number(cpuacct.resolve("cpuacct.usage")));
    }
  }

  /** Version 2. */
  record Unified(Path directory) implements ControlGroup {
    @Override
    public long memory() throws IOException {
      return number(directory.resolve("memory.current"));
    }

    @Override
    public long droppable() throws IOException {
      return field(directory.resolve("memory.stat"), "inactive_file");
    }

    @Override
    public Duration cpu() throws IOException {
      return Duration.ofNanos(1_000 * field(directory.resolve("cpu.stat"), "usage_usec"));
    }
  }
}
