package paas.cli.router;

import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** {@code paas router}: what the router does with an app's requests. */
public final class RouterCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("router", "Show what the router does with an app's requests.")
        .app()
        .json()
        .example("paas router", "each setting, or what is usual");
  }

  @Override
  public int run(Invocation call, Session session) {
    Json router = session.platform().get(Platform.path("apps", session.app(call), "router"));
    if (call.has("--json")) {
      session.terminal().json(router);
    } else {
      session.terminal().table(table(router));
    }
    return ExitCode.OK.number();
  }

  private static Table table(Json router) {
    Table table = new Table("setting", "value", "what it is");
    for (Json setting : router.at("settings").elements()) {
      Optional<String> value = setting.at("value").found();
      table.row(
          Style.BOLD.span(setting.at("name").text()),
          value.map(Span::of).orElseGet(() -> Style.DIM.span(setting.at("default").text())),
          Span.of(setting.at("description").text()));
    }
    return table;
  }
}
