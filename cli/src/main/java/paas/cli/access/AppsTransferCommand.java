package paas.cli.access;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas apps:transfer}: gives an app to another user. */
public final class AppsTransferCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("apps:transfer", "Give an app to another user, at once.")
        .app()
        .words("EMAIL", "1", "the user who owns it then")
        .example(
            "paas apps:transfer dev@example.com --app shop",
            "the owner before stays as a collaborator: access:remove ends that");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String email = call.words().get(0);
    Progress progress =
        session.terminal().progress("Transferring " + Text.app(app) + " to " + email);
    Json transfer = Json.object().with("app", app).with("recipient", email);
    progress.step(() -> session.platform().post("/account/app-transfers", transfer));
    progress.done();
    return ExitCode.OK.number();
  }
}
