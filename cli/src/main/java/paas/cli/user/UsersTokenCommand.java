package paas.cli.user;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas users:token}: another token, for a user who has none that works. */
public final class UsersTokenCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("users:token", "Print another token for a user (for admins).")
        .words("EMAIL", "1", "the user")
        .example("paas users:token dev@example.com", "those issued before stay valid");
  }

  @Override
  public int run(Invocation call, Session session) {
    String email = call.words().get(0);
    String path = Platform.path("users", email, "authorizations");
    Progress progress = session.terminal().progress("Issuing a token for " + email);
    Json user = progress.step(() -> session.platform().post(path, Json.object()));
    progress.done();
    NewToken.print(user, session);
    return ExitCode.OK.number();
  }
}
