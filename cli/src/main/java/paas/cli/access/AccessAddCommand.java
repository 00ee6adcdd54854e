package paas.cli.access;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas access:add}: lets another user work on an app. */
public final class AccessAddCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("access:add", "Let another user work on an app.")
        .app()
        .words("EMAIL", "1", "the user")
        .example("paas access:add dev@example.com", "may deploy and configure it");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String email = call.words().get(0);
    Progress progress = session.terminal().progress("Adding " + email + " to " + Text.app(app));
    String path = Platform.path("apps", app, "collaborators");
    progress.step(() -> session.platform().post(path, Json.object().with("user", email)));
    progress.done();
    return ExitCode.OK.number();
  }
}
