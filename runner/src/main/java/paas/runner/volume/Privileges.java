package paas.runner.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process may ask of the kernel, see capabilities(7) and proc_pid_status(5). */
final class Privileges {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String EFFECTIVE = "CapEff:";
  private static final int SYS_RESOURCE = 24;

  private Privileges() {}

  /** Whether it may grow a file system that is mounted: CAP_SYS_RESOURCE. */
  static boolean growMounted() {
    try {
      return growMounted(Files.readString(STATUS));
    } catch (IOException e) {
      return false;
    }
  }

  static boolean growMounted(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(EFFECTIVE))
        .map(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
        .anyMatch(held -> (held >> SYS_RESOURCE & 1) == 1);
  }
}
