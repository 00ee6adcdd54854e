package paas.platform.deploy;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.platform.formation.HardLimits;
import paas.platform.formation.Ulimit;
import paas.runner.volume.Privileges;

/**
 * The kernel's own account, see proc(5). The engine is taken to have the rights of this process:
 * where those do not suffice to raise a hard limit, it cannot either.
 */
@Singleton
final class ProcLimits implements HardLimits.Gauge {
  private static final Path MOST_FILES = Path.of("/proc/sys/fs/nr_open");
  private static final Path OWN = Path.of("/proc/self/limits");
  private static final Map<String, Ulimit.Kind> NAMES =
      Map.of(
          "Max core file size", Ulimit.Kind.CORE,
          "Max file size", Ulimit.Kind.FSIZE,
          "Max locked memory", Ulimit.Kind.MEMLOCK,
          "Max open files", Ulimit.Kind.NOFILE,
          "Max stack size", Ulimit.Kind.STACK);

  /** Such as {@code Max open files 1024 20000 files}: the name, the soft and the hard one. */
  private static final Pattern LINE = Pattern.compile("(Max [a-z ]+?) {2,}\\S+ +([0-9]+)\\b.*");

  @Override
  public HardLimits read() {
    try {
      // Through a buffer: the kernel answers the first read of such a file, and only that one.
      long files = Long.parseLong(Files.readAllLines(MOST_FILES).getFirst().strip());
      return Privileges.sysResource()
          ? new HardLimits(Map.of(Ulimit.Kind.NOFILE, files))
          : parse(Files.readAllLines(OWN), files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HardLimits parse(List<String> lines, long mostFiles) {
    Map<Ulimit.Kind, Long> most = new EnumMap<>(Ulimit.Kind.class);
    most.put(Ulimit.Kind.NOFILE, mostFiles);
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches() && NAMES.containsKey(matcher.group(1))) {
        most.merge(NAMES.get(matcher.group(1)), Long.parseLong(matcher.group(2)), Math::min);
      }
    }
    return new HardLimits(most);
  }
}
