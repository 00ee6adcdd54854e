package paas.cli.user;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas users:add}: adds a user, and prints their token. */
public final class UsersAddCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("users:add", "Add a user, and print the token to log in with (for admins).")
        .flag("--admin", "may do everything on every app, and add users")
        .words("EMAIL", "1", "the user")
        .example("paas users:add dev@example.com", "the token is printed this once")
        .example("paas users:add ops@example.com --admin", "another admin");
  }

  @Override
  public int run(Invocation call, Session session) {
    String email = call.words().get(0);
    Json.Struct wanted = Json.object().with("email", email);
    Json.Struct body = call.has("--admin") ? wanted.with("admin", "true") : wanted;
    Progress progress = session.terminal().progress("Adding user " + email);
    Json user = progress.step(() -> session.platform().post("/users", body));
    progress.done();
    NewToken.print(user, session);
    return ExitCode.OK.number();
  }
}
