package paas.cli.user;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.terminal.Progress;

/** {@code paas users:revoke}: ends all tokens of a user, who stays. */
public final class UsersRevokeCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("users:revoke", "Revoke all tokens of a user, who stays (for admins).")
        .words("EMAIL", "1", "the user")
        .example(
            "paas users:revoke dev@example.com",
            "their next request is refused; users:token issues another");
  }

  @Override
  public int run(Invocation call, Session session) {
    String email = call.words().get(0);
    Progress progress = session.terminal().progress("Revoking all tokens of " + email);
    progress.step(() -> session.platform().delete(Platform.path("users", email, "authorizations")));
    progress.done();
    return ExitCode.OK.number();
  }
}
