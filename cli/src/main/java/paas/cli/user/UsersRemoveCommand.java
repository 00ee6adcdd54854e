package paas.cli.user;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.terminal.Progress;

/** {@code paas users:remove}: removes a user with all their tokens. */
public final class UsersRemoveCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "users:remove", "Remove a user with all their tokens and accesses (for admins).")
        .words("EMAIL", "1", "the user")
        .example(
            "paas users:remove dev@example.com", "refused while they own apps: see apps:transfer");
  }

  @Override
  public int run(Invocation call, Session session) {
    String email = call.words().get(0);
    Progress progress = session.terminal().progress("Removing user " + email);
    progress.step(() -> session.platform().delete(Platform.path("users", email)));
    progress.done();
    return ExitCode.OK.number();
  }
}
