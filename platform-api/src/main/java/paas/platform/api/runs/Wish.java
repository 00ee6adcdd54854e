package paas.platform.api.runs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import paas.platform.api.wire.Input;
import paas.platform.config.ConfigKey;
import paas.platform.fault.Rejected;
import paas.platform.oneoff.Window;

/** What requests for one-offs and for execs have in common. */
record Wish(Map<ConfigKey, Optional<String>> env, Optional<Window> terminal) {
  private static final int COLUMNS = 80;
  private static final int LINES = 24;

  static Wish of(Input input, boolean attach) {
    Map<ConfigKey, Optional<String>> env = new LinkedHashMap<>();
    input
        .object("env")
        .ifPresent(
            given -> given.entries().forEach((key, value) -> env.put(new ConfigKey(key), value)));
    boolean terminal = attach && !input.flag("force_no_tty").orElse(false);
    return new Wish(env, terminal ? Optional.of(size(env)) : Optional.empty());
  }

  static void requireWebSocket(Input input, String command) {
    if (!input.text("attach_protocol").orElse("").equals("websocket")) {
      throw Rejected.invalid("This is done over a WebSocket here: use " + command + ".");
    }
  }

  /** As the client's own terminal is, which it says in the environment. */
  private static Window size(Map<ConfigKey, Optional<String>> env) {
    return new Window(
        number(env, new ConfigKey("COLUMNS"), COLUMNS), number(env, new ConfigKey("LINES"), LINES));
  }

  private static int number(Map<ConfigKey, Optional<String>> env, ConfigKey key, int standard) {
    return env.getOrDefault(key, Optional.empty())
        .filter(text -> text.matches("[1-9][0-9]{0,4}"))
        .map(Integer::valueOf)
        .orElse(standard);
  }
}
