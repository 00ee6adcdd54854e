package paas.runner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One more process to be run in an instance that runs already.
 *
 * @param command the program and its arguments, as they are
 * @param env put over the instance's own environment
 * @param terminal a TTY of this size; empty means none, and stdout and stderr apart
 * @param grace between SIGHUP and SIGKILL
 */
public record ExecSpec(
    InstanceId instance,
    List<String> command,
    Map<String, String> env,
    Optional<TerminalSize> terminal,
    Duration grace) {
  public ExecSpec {
    command = List.copyOf(command);
    if (command.isEmpty() || command.getFirst().isEmpty() || grace.isNegative()) {
      throw new IllegalArgumentException("There is no program to run, or a grace below 0 s");
    }
    command.forEach(argument -> Grammar.noNul(argument, "The command"));
    env = Environment.checked(env);
  }

  /** Without environment and command, which may hold secrets. */
  @Override
  public String toString() {
    return "ExecSpec[" + instance.value() + "]";
  }
}
