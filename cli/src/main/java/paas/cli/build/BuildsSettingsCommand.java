package paas.cli.build;

import java.util.LinkedHashMap;
import java.util.Map;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** {@code paas builds:settings}: how an app is to be built. */
public final class BuildsSettingsCommand implements Command {
  private static final Map<String, String> USUAL =
      Map.of(
          "builder",
          "auto: found out from the source",
          "directory",
          "the source's root",
          "dockerfile",
          "Dockerfile",
          "target",
          "the last stage",
          "procfile",
          "Procfile",
          "check",
          "report: what the twelve-factor check finds is shown",
          Settings.BRANCH,
          "main or master");

  @Override
  public Manual manual() {
    return Manual.of("builds:settings", "Show how an app is built.")
        .app()
        .json()
        .example("paas builds:settings", "each setting, or what is usual");
  }

  @Override
  public int run(Invocation call, Session session) {
    Map<String, String> settings = Settings.read(session.platform(), session.app(call));
    if (call.has("--json")) {
      session.terminal().json(json(settings));
    } else {
      session.terminal().table(table(settings));
    }
    return ExitCode.OK.number();
  }

  private static Json json(Map<String, String> settings) {
    Map<String, Json> members = new LinkedHashMap<>();
    settings.forEach(
        (name, value) -> members.put(name, value.isEmpty() ? Json.none() : Json.of(value)));
    return new Json.Struct(members);
  }

  private static Table table(Map<String, String> settings) {
    Table table = new Table("setting", "value");
    settings.forEach((name, value) -> {
      boolean usual = value.isEmpty() || value.equals("auto") || value.equals("report");
      Span shown = usual ? Style.DIM.span(USUAL.getOrDefault(name, "")) : Span.of(value);
      table.row(Style.BOLD.span(name), shown);
    });
    return table;
  }
}
