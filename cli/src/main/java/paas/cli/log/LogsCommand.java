package paas.cli.log;

import java.util.List;
import java.util.Set;
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
  /** What has lines and is in no Procfile. */
  private static final Set<String> OTHERS =
      Set.of("api", "build", "cron", "postdeploy", "release", "router", "run");

  private static final String OF_A_JOB = "cron-";

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
    LogStream stream = new LogStream(session, call);
    if (tail) {
      call.option("--ps").ifPresent(process -> tellIfUnknown(process, session.app(call), session));
    }
    int shown = stream.show(filter, tail);
    if (shown == 0 && LogStream.lines(call) > 0 && call.option("--ps").isPresent()) {
      tellOfNone(call.option("--ps").get(), session.app(call), session);
    }
    return ExitCode.OK.number();
  }

  /** It may be misspelt: a process that has not written yet is no error to the platform. */
  private static void tellOfNone(String process, String app, Session session) {
    String told = "No line of '" + process + "' yet; " + named(types(app, session));
    session.terminal().alert(Style.YELLOW, told);
  }

  /** A tail waits for it all the same: the next push may bring it. */
  private static void tellIfUnknown(String process, String app, Session session) {
    String type = process.split("\\.", 2)[0];
    List<String> types = types(app, session);
    boolean known = types.contains(type) || OTHERS.contains(type) || type.startsWith(OF_A_JOB);
    if (!known) {
      session
          .terminal()
          .alert(
              Style.YELLOW,
              "There is no process type '%s' now; %s. Lines are waited for."
                  .formatted(type, named(types)));
    }
  }

  private static List<String> types(String app, Session session) {
    return session.platform().list(Platform.path("apps", app, "formation")).stream()
        .map(type -> type.at("type").text())
        .toList();
  }

  private static String named(List<String> types) {
    return "process types: " + (types.isEmpty() ? "none" : String.join(", ", types));
  }

  private static String source(String word) {
    return switch (word) {
      case "app", "paas" -> word;
      case "heroku" -> "paas";
      default -> throw Failure.usage("--source wants app or paas, not '" + word + "'.");
    };
  }
}
