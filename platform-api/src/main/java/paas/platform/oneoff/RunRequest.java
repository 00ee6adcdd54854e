package paas.platform.oneoff;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import paas.platform.config.ConfigKey;
import paas.platform.fault.Rejected;
import paas.platform.formation.Size;
import paas.runner.OneOffSpec;

/**
 * What somebody wants to be run once.
 *
 * @param command a process type of the app (arguments may follow it), or any command
 * @param env put over the app's config, for this run only
 * @param size what it may use at most
 * @param terminal a TTY of that size; empty means pipes
 * @param atMost after which it is stopped
 */
public record RunRequest(
    String command,
    Map<ConfigKey, Optional<String>> env,
    Size size,
    Optional<Window> terminal,
    Duration atMost) {
  /** The longest that a one-off may run. */
  public static final Duration LONGEST_RUN = OneOffSpec.LONGEST;

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
    if (!atMost.isPositive() || atMost.compareTo(LONGEST_RUN) > 0) {
      throw Rejected.invalid(
          "A one-off runs for 1 to %d seconds (24 h) at most, not %d."
              .formatted(LONGEST_RUN.toSeconds(), atMost.toSeconds()));
    }
  }

  /** Without command and environment, which may hold secrets. */
  @Override
  public String toString() {
    return "RunRequest" + env.keySet();
  }
}
