package paas.runner.docker;

import java.io.IOException;
import java.util.List;

/** Starts the host's own programs, with argument lists and without a shell. */
final class HostCommand {
  private static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

  private HostCommand() {}

  /** Its input is at its end, and what it complains of is nobody's: files go while it looks. */
  static Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
