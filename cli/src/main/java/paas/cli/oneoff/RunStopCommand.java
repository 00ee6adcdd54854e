package paas.cli.oneoff;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas run:stop}: ends one one-off. */
public final class RunStopCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("run:stop", "Stop a one-off process: SIGTERM, and SIGKILL 10 seconds later.")
        .app()
        .words("NAME", "0..1", "the one-off, run.4821 say")
        .example("paas run:stop run.4821", "paas run:list has the names");
  }

  @Override
  public int run(Invocation call, Session session) {
    String name = RunName.of(call);
    String app = session.app(call);
    Progress progress = session.terminal().progress("Stopping " + name + " of " + Text.app(app));
    String path = Platform.path("apps", app, "dynos", name, "actions", "stop");
    progress.step(() -> session.platform().post(path, Json.object()));
    progress.done();
    return ExitCode.OK.number();
  }
}
