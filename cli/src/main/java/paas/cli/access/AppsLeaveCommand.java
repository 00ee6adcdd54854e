package paas.cli.access;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.terminal.Progress;

/** {@code paas apps:leave}: ends one's own access to somebody else's app. */
public final class AppsLeaveCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("apps:leave", "End your own access to an app that somebody else owns.")
        .app()
        .example("paas apps:leave --app shop", "its owner can let you in again");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Progress progress = session.terminal().progress("Leaving " + Text.app(app));
    progress.step(() -> {
      String email = session.platform().get("/account").at("email").text();
      return session.platform().delete(Platform.path("apps", app, "collaborators", email));
    });
    progress.done();
    return ExitCode.OK.number();
  }
}
