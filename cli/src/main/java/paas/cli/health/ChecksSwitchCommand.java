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

/** {@code paas checks:disable} and {@code paas checks:enable}. */
public final class ChecksSwitchCommand implements Command {
  private final boolean on;

  public ChecksSwitchCommand(boolean on) {
    this.on = on;
  }

  @Override
  public Manual manual() {
    String name = on ? "checks:enable" : "checks:disable";
    String summary =
        on
            ? "Make the health checks of a process type again."
            : "Make only the platform's own check of a process type: it listens, or it runs.";
    return Manual.of(name, summary)
        .app()
        .words("TYPE", "1", "the process type")
        .example("paas " + name + " web", on ? "as app.json and checks:set say" : "for a while");
  }

  @Override
  public int run(Invocation call, Session session) {
    String type =
        call.word().orElseThrow(() -> Failure.usage("Which process type? See: paas checks"));
    String app = session.app(call);
    Progress progress =
        session
            .terminal()
            .progress(
                (on ? "Enabling" : "Disabling")
                    + " health checks of "
                    + type
                    + " of "
                    + Text.app(app));
    Json body = Json.object().with("enabled", Json.of(on));
    Json after = progress.step(() -> session.platform().patch(Checks.path(app, type), body));
    progress.done();
    Checks.show(List.of(after), session);
    return ExitCode.OK.number();
  }
}
