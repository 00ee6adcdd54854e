package paas.cli.health;

import java.util.List;
import java.util.stream.Stream;
import paas.cli.api.Platform;
import paas.cli.command.Session;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** How health checks are reached and shown. */
final class Checks {
  private Checks() {}

  static String path(String app, String... type) {
    return Platform.path(
        Stream.concat(Stream.of("apps", app, "healthchecks"), Stream.of(type))
            .toArray(String[]::new));
  }

  static void show(List<Json> types, Session session) {
    Table table = new Table("type", "when", "check", "fails after", "from");
    for (Json type : types) {
      for (Json check : type.at("checks").elements()) {
        Json settings = check.at("settings");
        table.row(
            Style.BOLD.span(type.at("type").text()),
            Span.of(settings.at("type").text()),
            Span.of(asked(settings)),
            Span.of(patience(check, settings)),
            Span.of(check.at("source").text()));
      }
    }
    session.terminal().table(table);
    for (Json type : types) {
      if (type.at("enabled").text().equals("false")) {
        String name = type.at("type").text();
        session
            .terminal()
            .noteLine("Checks of " + name + " are disabled: paas checks:enable " + name);
      }
    }
  }

  /** What a check asks, in one line. */
  static String asked(Json settings) {
    String name = settings.at("name").text();
    return (name.isEmpty() ? "" : name + ": ") + question(settings);
  }

  private static String question(Json settings) {
    String port = settings.at("port").text().isEmpty() ? "$PORT" : settings.at("port").text();
    if (!settings.at("path").text().isEmpty()) {
      String content = settings.at("content").text();
      return "GET :"
          + port
          + settings.at("path").text()
          + " is "
          + settings.at("status").text()
          + (content.isEmpty() ? "" : " with \"" + content + "\"")
          + (settings.at("redirects").text().equals("follow") ? ", redirects followed" : "");
    }
    if (!settings.at("command").text().isEmpty()) {
      return settings.at("command").text() + " exits with 0";
    }
    return settings.at("uptime").text().isEmpty()
        ? "listens on " + port
        : "has run for " + settings.at("uptime").text() + " s";
  }

  /** The platform's own check is asked until the boot timeout. */
  private static String patience(Json check, Json settings) {
    return check.at("source").text().equals("default")
        ? "boot timeout"
        : "%s × %s s, every %s s"
            .formatted(
                settings.at("attempts").text(),
                settings.at("timeout").text(),
                settings.at("interval").text());
  }
}
