package paas.cli.ps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas ps:set}: changes how the instances of one process type are handled. */
public final class PsSetCommand implements Command {
  /** What people write, and the API's name for it. */
  private static final Map<String, String> KEYS =
      Map.of(
          "stop-grace", "stop_grace",
          "websocket-grace", "websocket_grace",
          "surge", "surge",
          "user", "user",
          "read-only", "read_only",
          "tmpfs", "tmpfs");

  /** Of the app, as everything of it that has to listen has the same. */
  private static final String BOOT_TIMEOUT = "boot-timeout";

  private static final Map<String, String> SWITCHES = Map.of("on", "true", "off", "false");

  @Override
  public Manual manual() {
    return Manual.of("ps:set", "Change how the instances of a process type are handled.")
        .app()
        .words(
            "TYPE|KEY=VALUE",
            "1..*",
            "boot-timeout=SECONDS, how long an instance may take until it listens, 1 to 1800, for the whole app; or first the process type; then stop-grace: seconds between SIGTERM and SIGKILL, 1 to 600; websocket-grace: how many seconds open WebSockets"
                + " keep an instance that is replaced, 0 to 3600; surge: how many new"
                + " instances may stand beside the old ones in a deploy, 0 where all old ones are to end first, or auto; read-only: on or off, whether the image's"
                + " files may be changed; tmpfs: PATH:SIZE, directories in memory, several with commas, or none; user: auto"
                + " (unprivileged), image (the image's user, even root) or a number")
        .example("paas ps:set worker stop-grace=120", "a worker may take two minutes to stop")
        .example(
            "paas ps:set web websocket-grace=300", "chats may go on for five minutes in a deploy")
        .example("paas ps:set web surge=1", "a deploy replaces one instance after the other")
        .example("paas ps:set postgres surge=0", "a database never runs twice on its files")
        .example(
            "paas ps:set web read-only=on tmpfs=/tmp:64m,/app/tmp:16m",
            "web may write to these two directories only")
        .example("paas ps:set web user=image", "an image that must run as root does")
        .example("paas ps:set boot-timeout=180", "an instance may take three minutes to boot")
        .example("paas ps:type", "shows what is set");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> words = call.words();
    if (words.size() == 1 && words.get(0).startsWith(BOOT_TIMEOUT + "=")) {
      return bootTimeout(words.get(0).substring(BOOT_TIMEOUT.length() + 1), call, session);
    }
    if (words.size() < 2 || words.get(0).contains("=")) {
      throw Failure.usage("Which type, and what? For example: paas ps:set worker stop-grace=120");
    }
    String app = session.app(call);
    String type = words.get(0);
    Map<String, Json> change = new LinkedHashMap<>();
    words.subList(1, words.size()).forEach(word -> add(word, change));
    Progress progress = session.terminal().progress("Setting " + type + " of " + Text.app(app));
    progress.step(() ->
        session
            .platform()
            .patch(Platform.path("apps", app, "formation", type), new Json.Struct(change)));
    progress.done();
    session
        .terminal()
        .noteLine(
            change.keySet().equals(Set.of("surge"))
                ? "It counts from the next deploy or restart on."
                : "It counts from the next deploy or restart on: paas ps:restart " + type);
    return ExitCode.OK.number();
  }

  private static int bootTimeout(String seconds, Invocation call, Session session) {
    if (seconds.isEmpty()) {
      throw Failure.usage("How long? For example: paas ps:set boot-timeout=180");
    }
    String app = session.app(call);
    Progress progress = session.terminal().progress("Setting boot timeout of " + Text.app(app));
    progress.step(() ->
        session
            .platform()
            .patch(Platform.path("apps", app), Json.object().with("boot_timeout", seconds)));
    progress.done();
    session.terminal().noteLine("It counts at once, for all that has to listen.");
    return ExitCode.OK.number();
  }

  private static void add(String word, Map<String, Json> change) {
    int equals = word.indexOf('=');
    String key = equals < 0 ? word : word.substring(0, equals);
    if (key.equals(BOOT_TIMEOUT)) {
      throw Failure.usage("It is one for the whole app: write paas ps:set " + word);
    }
    if (!KEYS.containsKey(key) || equals < 0 || equals == word.length() - 1) {
      throw Failure.usage(
          "'"
              + word
              + "' is nothing to set; write stop-grace=SECONDS, websocket-grace=SECONDS, surge=N, read-only=on, tmpfs=PATH:SIZE or user=auto.");
    }
    String value = word.substring(equals + 1);
    change.put(KEYS.get(key), Json.of(key.equals("read-only") ? flag(value) : value));
  }

  private static String flag(String value) {
    return Optional.ofNullable(SWITCHES.get(value))
        .orElseThrow(() -> Failure.usage("read-only is on or off, not '" + value + "'."));
  }
}
