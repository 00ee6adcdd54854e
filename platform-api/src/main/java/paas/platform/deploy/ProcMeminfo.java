package paas.platform.deploy;

import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import paas.platform.formation.HostMemory;

/** The kernel's own account: {@code /proc/meminfo}, see proc(5). */
@Singleton
@Bean(typed = ProcMeminfo.class)
final class ProcMeminfo implements HostMemory.Gauge {
  private static final Path FILE = Path.of("/proc/meminfo");

  @Override
  public HostMemory read() {
    try {
      return parse(Files.readAllLines(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines such as {@code MemTotal: 24575000 kB}. */
  static HostMemory parse(List<String> lines) {
    return new HostMemory(mebibytes(lines, "MemTotal:"), mebibytes(lines, "MemAvailable:"));
  }

  private static long mebibytes(List<String> lines, String field) {
    return lines.stream()
            .filter(line -> line.startsWith(field))
            .flatMap(line -> Arrays.stream(line.split("\\s+")).skip(1).limit(1))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("No " + field + " in " + FILE))
        >> 10;
  }
}
