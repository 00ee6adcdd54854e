package paas.runner.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process may ask of the kernel, see capabilities(7) and proc_pid_status(5). */
public final class Privileges {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String EFFECTIVE = "CapEff:";
  private static final int SYS_RESOURCE = 24;

  private Privileges() {}

  /** CAP_SYS_RESOURCE: whether it may grow a file system that is mounted, and raise hard limits. */
  public static boolean sysResource() {
    try {
      return sysResource(Files.readString(STATUS));
    } catch (IOException e) {
      return false;
    }
  }

  static boolean sysResource(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(EFFECTIVE))
        .map(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
        .anyMatch(held -> (held >> SYS_RESOURCE & 1) == 1);
  }
}
