package paas.runner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One instance to be started: which process of which release, with what and within which limits.
 *
 * @param type process type, such as web
 * @param ordinal from 1; with the type it names the instance: web.1
 * @param epoch the formation's generation: raised by a restart, so that old instances are told
 *     apart
 * @param launcher the entrypoint that {@code command} is given to; empty means the image's own
 * @param command one argument after the launcher; empty runs the image's own entrypoint and
 *     command, and the launcher is not used
 * @param env the whole environment, PORT included; values reach the process byte for byte
 * @param port where the process is told to listen
 * @param sandbox as whom it runs and what it may write to
 * @param grace between SIGTERM and SIGKILL when it is stopped; kept in a label for an adopter
 */
public record InstanceSpec(
    AppKey app,
    String type,
    int ordinal,
    long release,
    long epoch,
    ImageDigest image,
    List<String> launcher,
    Optional<String> command,
    Map<String, String> env,
    int port,
    Limits limits,
    Sandbox sandbox,
    Duration grace) {

  public InstanceSpec {
    Grammar.type(type);
    Grammar.positive(ordinal, "The ordinal");
    Grammar.positive(release, "The release");
    launcher = List.copyOf(launcher);
    launcher.forEach(argument -> Grammar.noNul(argument, "The launcher"));
    command.ifPresent(argument -> Grammar.noNul(argument, "The command"));
    env = Environment.checked(env);
    if (epoch < 0 || grace.isNegative()) {
      throw new IllegalArgumentException("Epoch and grace cannot be negative");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("Not a port: " + port);
    }
  }

  /** Such as {@code web.1}. */
  public String name() {
    return type + "." + ordinal;
  }

  /** Without environment and command, which may hold secrets. */
  @Override
  public String toString() {
    return "InstanceSpec[" + app.name() + " " + name() + " v" + release + " epoch " + epoch + "]";
  }
}
