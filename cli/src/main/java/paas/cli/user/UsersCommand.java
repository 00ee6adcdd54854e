package paas.cli.user;

import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Ago;
import paas.cli.terminal.Table;

/** {@code paas users}: who may log in to the platform. */
public final class UsersCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("users", "List the platform's users (for admins).")
        .json()
        .example("paas users", "e-mail address and role of each");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<Json> users = session.platform().list("/users");
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(users));
    } else {
      Table table = new Table("user", "role", "since");
      users.forEach(user ->
          table.row(
              user.at("email").text(),
              user.at("admin").isTrue() ? "admin" : "user",
              Ago.of(user.at("created_at").text(), session.clock().instant())));
      session.terminal().table(table);
    }
    return ExitCode.OK.number();
  }
}
