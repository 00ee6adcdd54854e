package paas.cli.oneoff;

import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.git.AppName;
import paas.cli.json.Json;

/** {@code paas ps:exec}: a shell, or a command, in an instance that runs. */
public final class PsExecCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "ps:exec",
            "Open a shell in a running instance, or run a command there; its exit code is passed on.")
        .app()
        .option("-d,--dyno,--instance", "NAME", "the instance (web.1 when none is named)")
        .options("-e,--env", "KEY=value", "one more environment variable, for this process only")
        .flag("--no-tty", "plain pipes, even on a terminal")
        .words("[INSTANCE COMMAND...]", "0..*", "the instance, then what to run there")
        .verbatim()
        .example("paas ps:exec web.1", "a shell")
        .example("paas ps:exec worker.2 -- ps aux", "everything behind -- is the command's")
        .example("paas ps:exec web.1 'echo $PORT | tee /tmp/port'", "one word is a shell's line")
        .example("paas ps:exec web.1 -- cat /tmp/heap > heap", "bytes as they are");
  }

  @Override
  public int run(Invocation call, Session session) {
    ExecWords words = ExecWords.of(call);
    Optional<String> behind = words.line().app().map(AppName::require);
    String app =
        call.option("--app")
            .map(AppName::require)
            .or(() -> behind)
            .orElseGet(() -> session.app(call));
    Attaching attaching = Attaching.of(call, session);
    Json.Struct wish =
        Json.object()
            .with("command", words.line().command().isEmpty() ? "" : words.line().line())
            .with("env", Launch.variables(attaching.environment(), call))
            .with("attach_protocol", "websocket");
    if (attaching.isPlain()) {
      wish = wish.with("force_no_tty", Json.of(true));
    }
    String path = Platform.path("apps", app, "dynos", words.instance(), "execs");
    return attaching.run(session.platform().post(path, wish), app);
  }
}
