package paas.cli.ps;

import java.util.List;
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

/** {@code paas ps:autoscale:off}: the quantity of a process type is a person's again. */
public final class PsAutoscaleOffCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("ps:autoscale:off", "End the autoscaling of a process type.")
        .app()
        .words(
            "TYPE", "1", "the process type; it keeps its instances, or wakes to those of ps:scale")
        .example("paas ps:autoscale:off web", "from now on only paas ps:scale changes it");
  }

  @Override
  public int run(Invocation call, Session session) {
    String type =
        call.word()
            .orElseThrow(
                () -> Failure.usage("Which process type? For example: paas ps:autoscale:off web"));
    String app = session.app(call);
    Progress progress =
        session.terminal().progress("Ending the autoscaling of " + type + " of " + Text.app(app));
    Platform platform = session.platform();
    progress.step(() -> platform.delete(PsAutoscaleCommand.path(app, type)));
    Json left = progress.step(() -> platform.get(Platform.path("apps", app, "formation", type)));
    progress.done(ScaledTypes.describe(List.of(left)));
    return ExitCode.OK.number();
  }
}
