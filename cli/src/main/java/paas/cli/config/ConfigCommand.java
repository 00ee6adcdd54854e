package paas.cli.config;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Shell;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Neutral;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;

/** {@code paas config}: all config vars of an app. */
public final class ConfigCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("config", "Show an app's config vars.")
        .app()
        .json()
        .flag("-s,--shell", "print lines that a shell can read, exactly")
        .example("paas config", "shows them as a list")
        .example("paas config --shell > .env.sh", "KEY='value' lines, quoted for sh");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Json vars = session.platform().get(Platform.path("apps", app, "config-vars"));
    Map<String, Json> sorted = new TreeMap<>(vars.members());
    if (call.has("--json")) {
      session.terminal().json(new Json.Struct(sorted));
    } else if (call.has("--shell")) {
      sorted.forEach((key, value) -> shell(key, value.text(), session.terminal()));
    } else {
      list(app, sorted, session.terminal());
    }
    return ExitCode.OK.number();
  }

  private static void shell(String key, String value, Terminal terminal) {
    byte[] line = (key + "=" + Shell.quote(value) + "\n").getBytes(StandardCharsets.UTF_8);
    terminal.raw(line, 0, line.length);
  }

  private static void list(String app, Map<String, Json> vars, Terminal terminal) {
    if (vars.isEmpty()) {
      terminal.line(Text.app(app) + " has no config vars; set one: paas config:set KEY=value");
      return;
    }
    terminal.line(Style.BOLD.span("=== " + Text.app(app) + " config vars"));
    int widest = vars.keySet().stream().mapToInt(String::length).max().orElse(0);
    vars.forEach((key, value) ->
        terminal.line(
            Style.GREEN.span(key + ":"),
            Span.of(" ".repeat(widest - key.length() + 1)),
            Span.of(Neutral.line(value.text()))));
  }
}
