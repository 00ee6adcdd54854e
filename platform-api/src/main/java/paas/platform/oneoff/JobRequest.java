package paas.platform.oneoff;

import java.time.Duration;
import paas.platform.formation.Size;

/**
 * A one-off that the platform itself asks for, detached, under a name that it chose.
 *
 * @param type with the ordinal it names the process: {@code cron-report.17}
 * @param command a process type of the app (arguments may follow it), or any command
 * @param atMost after which it is stopped
 */
public record JobRequest(String type, int ordinal, String command, Size size, Duration atMost) {
  String process() {
    return type + "." + ordinal;
  }

  /** Without the command, which may hold secrets. */
  @Override
  public String toString() {
    return "JobRequest[" + process() + "]";
  }
}
