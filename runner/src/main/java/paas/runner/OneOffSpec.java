package paas.runner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One command to be run once in a fresh container of a release.
 *
 * @param type such as run or release; with the ordinal it names the one-off: run.4821
 * @param launcher as for {@link InstanceSpec}
 * @param command as for {@link InstanceSpec}
 * @param sandbox as for {@link InstanceSpec}
 * @param terminal a TTY of this size; empty means none, and stdout and stderr apart
 * @param grace between SIGHUP or SIGTERM and SIGKILL
 * @param atMost after which it is stopped; 24 hours at most
 */
public record OneOffSpec(
    AppKey app,
    String type,
    int ordinal,
    long release,
    ImageDigest image,
    List<String> launcher,
    Optional<String> command,
    Map<String, String> env,
    Limits limits,
    Sandbox sandbox,
    Optional<TerminalSize> terminal,
    Duration grace,
    Duration atMost) {
  /** The longest that a one-off may run. */
  public static final Duration LONGEST = Duration.ofHours(24);

  public OneOffSpec {
    Grammar.type(type);
    Grammar.positive(ordinal, "The ordinal");
    Grammar.positive(release, "The release");
    launcher = List.copyOf(launcher);
    launcher.forEach(argument -> Grammar.noNul(argument, "The launcher"));
    command.ifPresent(argument -> Grammar.noNul(argument, "The command"));
    env = Environment.checked(env);
    if (grace.isNegative() || !atMost.isPositive() || atMost.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("A one-off runs for more than 0 s and at most 24 h");
    }
  }

  /** Such as {@code run.4821}. */
  public String name() {
    return type + "." + ordinal;
  }

  /** Without environment and command, which may hold secrets. */
  @Override
  public String toString() {
    return "OneOffSpec[" + app.name() + " " + name() + " v" + release + "]";
  }
}
