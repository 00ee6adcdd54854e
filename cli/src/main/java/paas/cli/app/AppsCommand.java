package paas.cli.app;

import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** {@code paas apps}: the apps that the account can see. */
public final class AppsCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("apps", "List your apps.")
        .json()
        .example("paas apps", "name, address and owner of each")
        .example("paas apps --json", "the same for scripts");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<Json> apps = session.platform().list("/apps");
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(apps));
    } else if (apps.isEmpty()) {
      session.terminal().line("You have no apps; make one: paas create NAME");
    } else {
      session.terminal().table(table(apps));
    }
    return ExitCode.OK.number();
  }

  private static Table table(List<Json> apps) {
    Table table = new Table("app", "address", "owner");
    for (Json app : apps) {
      table.row(
          Style.BOLD.span(app.at("name").text()),
          Span.of(app.at("web_url").text()),
          Span.of(app.at("owner").at("email").text()));
    }
    return table;
  }
}
