package paas.cli.network;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Table;

/** {@code paas network:links}: which other apps' instances an app reaches. */
public final class NetworkLinksCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("network:links", "List the apps whose instances an app reaches.")
        .app()
        .json()
        .example("paas network:links", "each with the name of its web instances");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<Json> links = session.platform().list(Platform.path("apps", app, "network-links"));
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(links));
    } else if (links.isEmpty()) {
      session.terminal().noteLine(Text.app(app) + " is linked with no other app.");
    } else {
      Table table = new Table("app", "its web instances");
      links.forEach(
          link -> table.row(link.at("peer").at("name").text(), link.at("hostname").text()));
      session.terminal().table(table);
    }
    return ExitCode.OK.number();
  }
}
