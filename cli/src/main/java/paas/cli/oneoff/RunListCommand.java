package paas.cli.oneoff;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Ago;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** {@code paas run:list}: the one-offs that run now. */
public final class RunListCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("run:list", "List the one-off processes of an app that run now.")
        .app()
        .json()
        .example("paas run:list", "name, state, size and command of each");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<Json> all =
        session.platform().list(Platform.path("apps", app, "dynos")).stream()
            .filter(process -> RunName.is(process.at("name").text()))
            .toList();
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(all));
    } else if (all.isEmpty()) {
      session.terminal().line(Text.app(app) + " runs no one-offs; see: paas help run");
    } else {
      session.terminal().table(table(all, session));
    }
    return ExitCode.OK.number();
  }

  private static Table table(List<Json> all, Session session) {
    Table table = new Table("one-off", "state", "since", "size", "command");
    for (Json process : all) {
      table.row(
          Style.BOLD.span(process.at("name").text()),
          Span.of(process.at("state").text()),
          Span.of(Ago.of(process.at("updated_at").text(), session.clock().instant())),
          Span.of(process.at("size").text()),
          Span.of(process.at("command").text()));
    }
    return table;
  }
}
