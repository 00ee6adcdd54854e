package paas.cli.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas checks:set}: sets the check of one stage of a process type. */
public final class ChecksSetCommand implements Command {
  private static final String EXAMPLE = "paas checks:set web path=/health content=ok timeout=5";

  @Override
  public Manual manual() {
    return Manual.of("checks:set", "Set a health check of a process type, over its app.json.")
        .app()
        .words(
            "TYPE KEY=VALUE...",
            "1..*",
            "type (startup, readiness or liveness); one of path, command, uptime, listening=true; port, status,"
                + " content, header.NAME, redirects=follow; attempts, timeout, interval, delay;"
                + " name")
        .example(EXAMPLE, "a web instance is up once /health says ok")
        .example(
            "paas checks:set web type=liveness path=/live attempts=3 interval=10",
            "restarts an instance that fails three times in a row")
        .example("paas checks:set worker command='bin/alive' type=liveness", "asks by a command")
        .example("paas checks:set web path=/ status=200-399 header.Accept=text/html", "and more");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> words = call.words();
    if (words.size() < 2 || words.get(0).contains("=")) {
      throw Failure.usage("Which process type, and what? For example: " + EXAMPLE);
    }
    String type = words.get(0);
    Map<String, Json> check = new LinkedHashMap<>();
    words.subList(1, words.size()).forEach(word -> add(word, check));
    String app = session.app(call);
    Progress progress =
        session.terminal().progress("Setting a health check of " + type + " of " + Text.app(app));
    Json after =
        progress.step(() -> session.platform().put(Checks.path(app, type), new Json.Struct(check)));
    progress.done();
    Checks.show(List.of(after), session);
    session
        .terminal()
        .noteLine("Liveness counts at once, the rest from the next start of an instance on.");
    return ExitCode.OK.number();
  }

  private static void add(String word, Map<String, Json> check) {
    int equals = word.indexOf('=');
    if (equals <= 0) {
      throw Failure.usage("'" + word + "' is not KEY=VALUE; for example: " + EXAMPLE);
    }
    String key = word.substring(0, equals);
    if (check.put(key, Json.of(word.substring(equals + 1))) != null) {
      throw Failure.usage("'" + key + "' is given twice.");
    }
  }
}
