package paas.cli.app;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.git.AppName;
import paas.cli.json.Json;
import paas.cli.ps.ScaledTypes;
import paas.cli.ps.Sleep;
import paas.cli.sync.SyncSource;
import paas.cli.terminal.Ago;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;

/** {@code paas info}: one app on a page. */
public final class InfoCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("info", "Show an app.")
        .app()
        .json()
        .words("NAME", "0..1", "the app, in place of --app")
        .example("paas info", "address, owner, processes, sizes")
        .example("paas info --app shop --json", "the same for scripts");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = call.word().isPresent() ? AppName.require(call.word().get()) : session.app(call);
    Json info = session.platform().get(Platform.path("apps", app));
    List<Json> formation = session.platform().list(Platform.path("apps", app, "formation"));
    if (call.has("--json")) {
      session.terminal().json(info);
    } else {
      show(info, formation, session);
    }
    return ExitCode.OK.number();
  }

  private static void show(Json info, List<Json> formation, Session session) {
    Terminal terminal = session.terminal();
    terminal.line(Style.BOLD.span("=== " + Text.app(info.at("name").text())));
    fact(terminal, "Address", info.at("web_url").text());
    fact(terminal, "Git", new Remote(session).url(info.at("name").text()));
    fact(terminal, "Synced from", SyncSource.told(info.at("name").text(), session.platform()));
    fact(terminal, "Owner", info.at("owner").at("email").text());
    fact(terminal, "Processes", ScaledTypes.describe(formation));
    fact(terminal, "Asleep", Sleep.told(formation, info.at("name").text(), session.platform()));
    fact(terminal, "Stack", info.at("stack").at("name").text());
    fact(terminal, "Maintenance", info.at("maintenance").isTrue() ? "on" : "");
    fact(terminal, "Created", Ago.of(info.at("created_at").text(), session.clock().instant()));
    fact(terminal, "Released", Ago.of(info.at("released_at").text(), session.clock().instant()));
  }

  private static void fact(Terminal terminal, String name, String value) {
    if (!value.isEmpty()) {
      terminal.line(Style.DIM.span(name + " ".repeat(13 - name.length())), Span.of(value));
    }
  }
}
