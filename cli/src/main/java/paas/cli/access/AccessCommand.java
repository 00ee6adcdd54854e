package paas.cli.access;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Table;

/** {@code paas access}: who may work on an app. */
public final class AccessCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("access", "List who may work on an app.")
        .app()
        .json()
        .example("paas access", "e-mail address and role of each");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<Json> people = session.platform().list(Platform.path("apps", app, "collaborators"));
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(people));
    } else {
      Table table = new Table("user", "role");
      people.forEach(person ->
          table.row(
              person.at("user").at("email").text(),
              person.at("role").found().orElse("collaborator")));
      session.terminal().table(table);
    }
    return ExitCode.OK.number();
  }
}
