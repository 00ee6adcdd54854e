package paas.platform.oneoff;

import java.util.Map;
import java.util.Optional;
import paas.platform.config.ConfigKey;
import paas.platform.fault.Rejected;
import paas.platform.formation.Size;

/**
 * What somebody wants to be run once.
 *
 * @param command a process type of the app (arguments may follow it), or any command
 * @param env put over the app's config, for this run only
 * @param size what it may use at most
 * @param terminal a TTY of that size; empty means pipes
 */
public record RunRequest(
    String command, Map<ConfigKey, Optional<String>> env, Size size, Optional<Window> terminal) {
  /** What one argument to a program may be, in Linux (MAX_ARG_STRLEN). */
  private static final int LONGEST = 128 * 1024 - 1;

  public RunRequest {
    env = Map.copyOf(env);
    if (command.isBlank()) {
      throw Rejected.invalid("There is no command to run: `paas run bash`, say.");
    }
    if (command.length() > LONGEST || command.indexOf('\0') >= 0) {
      throw Rejected.invalid("The command is longer than 128 KB, or holds a NUL byte.");
    }
  }

  /** Without command and environment, which may hold secrets. */
  @Override
  public String toString() {
    return "RunRequest" + env.keySet();
  }
}
