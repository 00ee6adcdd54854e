package paas.platform.oneoff.reach;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.config.ConfigKey;
import paas.platform.fault.Rejected;
import paas.platform.oneoff.Window;

/**
 * What somebody wants to be run in an instance.
 *
 * @param command a line for a shell; empty means a shell itself
 * @param env put over the instance's own environment; what is absent is not set
 * @param terminal a TTY of that size; empty means pipes
 */
public record ExecRequest(
    String command, Map<ConfigKey, Optional<String>> env, Optional<Window> terminal) {
  /** What one argument to a program may be, in Linux (MAX_ARG_STRLEN). */
  private static final int LONGEST = 128 * 1024 - 1;

  /** Fixed, these would keep programs from asking the terminal for its size. */
  private static final Set<String> WINDOW = Set.of("COLUMNS", "LINES");

  private static final String SHELL =
      "if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi";

  public ExecRequest {
    env = Map.copyOf(env);
    if (command.length() > LONGEST || command.indexOf('\0') >= 0) {
      throw Rejected.invalid("The command is longer than 128 KB, or holds a NUL byte.");
    }
  }

  String line() {
    return command.isBlank() ? SHELL : command;
  }

  SortedMap<String, String> variables() {
    SortedMap<String, String> variables = new TreeMap<>();
    env.forEach((key, value) -> value.ifPresent(text -> variables.put(key.value(), text)));
    variables.keySet().removeAll(WINDOW);
    return variables;
  }

  /** Without command and environment, which may hold secrets. */
  @Override
  public String toString() {
    return "ExecRequest" + env.keySet();
  }
}
