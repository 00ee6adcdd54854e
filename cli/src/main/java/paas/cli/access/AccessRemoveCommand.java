package paas.cli.access;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.terminal.Progress;

/** {@code paas access:remove}: takes a user's access to an app away. */
public final class AccessRemoveCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("access:remove", "Take a user's access to an app away.")
        .app()
        .words("EMAIL", "1", "the user")
        .example("paas access:remove dev@example.com", "takes effect at once");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String email = call.words().get(0);
    Progress progress = session.terminal().progress("Removing " + email + " from " + Text.app(app));
    String path = Platform.path("apps", app, "collaborators", email);
    progress.step(() -> session.platform().delete(path));
    progress.done();
    return ExitCode.OK.number();
  }
}
