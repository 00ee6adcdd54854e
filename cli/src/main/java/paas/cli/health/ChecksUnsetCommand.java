package paas.cli.health;

import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas checks:unset}: goes back to what app.json says. */
public final class ChecksUnsetCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("checks:unset", "Forget a health check that was set; app.json counts again.")
        .app()
        .words(
            "TYPE [STAGE]",
            "1..*",
            "a process type, and startup, readiness or liveness; else all of it")
        .example("paas checks:unset web liveness", "the liveness check of app.json counts again")
        .example("paas checks:unset web", "all checks of app.json count again");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> words = call.words();
    if (words.isEmpty() || words.size() > 2) {
      throw Failure.usage("Which process type? For example: paas checks:unset web liveness");
    }
    String app = session.app(call);
    String path = Checks.path(app, words.toArray(String[]::new));
    Progress progress =
        session
            .terminal()
            .progress("Unsetting health checks of " + words.get(0) + " of " + Text.app(app));
    Json after = progress.step(() -> session.platform().delete(path));
    progress.done();
    Checks.show(List.of(after), session);
    return ExitCode.OK.number();
  }
}
