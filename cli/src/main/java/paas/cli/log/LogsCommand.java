package paas.cli.log;

import java.util.stream.Collectors;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Style;

/** {@code paas logs}: an app's log stream. */
public final class LogsCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("logs", "Show an app's log: its output, requests, builds and events.")
        .app()
        .option("-n,--num", "N", "how many lines (default: 100); at most 1500 are shown")
        .flag("-t,--tail", "go on with new lines until Ctrl-C")
        .option("-s,--source", "SOURCE", "only app, or only paas (router and platform)")
        .option(
            "-d,--ps,--dyno", "PROCESS", "only a process type or an instance: web, web.1, router")
        .example("paas logs -n 200", "the last 200 lines")
        .example("paas logs --tail --ps web", "follows the web instances, across deploys")
        .example("paas logs --source app | grep ERROR", "the app's own lines");
  }

  @Override
  public int run(Invocation call, Session session) {
    boolean tail = call.has("--tail");
    Json.Struct filter =
        Json.object().with("lines", Json.of(LogStream.lines(call))).with("tail", Json.of(tail));
    if (call.option("--source").isPresent()) {
      filter = filter.with("source", source(call.option("--source").get()));
    }
    if (call.option("--ps").isPresent()) {
      filter = filter.with("dyno", call.option("--ps").get());
    }
    int shown = new LogStream(session, call).show(filter, tail);
    if (shown == 0 && LogStream.lines(call) > 0 && call.option("--ps").isPresent()) {
      tellOfNone(call.option("--ps").get(), session.app(call), session);
    }
    return ExitCode.OK.number();
  }

  /** It may be misspelt: a process that has not written yet is no error to the platform. */
  private static void tellOfNone(String process, String app, Session session) {
    String types =
        session.platform().list(Platform.path("apps", app, "formation")).stream()
            .map(type -> type.at("type").text())
            .collect(Collectors.joining(", "));
    session
        .terminal()
        .alert(
            Style.YELLOW,
            "No line of '"
                + process
                + "' yet; process types: "
                + (types.isEmpty() ? "none" : types));
  }

  private static String source(String word) {
    return switch (word) {
      case "app", "paas" -> word;
      case "heroku" -> "paas";
      default -> throw Failure.usage("--source wants app or paas, not '" + word + "'.");
    };
  }
}
