package paas.cli.log;

import java.time.Instant;
import java.util.List;
import paas.cli.api.Platform;
import paas.cli.json.Json;
import paas.cli.terminal.Ago;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** Log drains, as their commands show them. */
final class Drains {
  private Drains() {}

  static String path(String app) {
    return Platform.path("apps", app, "log-drains");
  }

  static String path(String app, String drain) {
    return Platform.path("apps", app, "log-drains", drain);
  }

  static Table table(List<Json> drains, Instant now) {
    Table table = new Table("drain", "to", "last sent", "state");
    for (Json drain : drains) {
      table.row(
          Span.of(drain.at("token").text()),
          Span.of(drain.at("url_shown").text()),
          Span.of(lastSent(drain, now)),
          state(drain));
    }
    return table;
  }

  private static String lastSent(Json drain, Instant now) {
    String at = drain.at("sent_at").text();
    return at.isEmpty() ? "" : Ago.of(at, now);
  }

  private static Span state(Json drain) {
    long waiting = drain.at("waiting").number(0);
    String wait = waiting > 0 ? (waiting == 1 ? "1 line waits" : waiting + " lines wait") : "";
    String problem = drain.at("problem").text();
    if (problem.isEmpty()) {
      return Style.PLAIN.span(wait.isEmpty() ? "up to date" : wait);
    }
    return Style.RED.span(problem + (wait.isEmpty() ? "" : "; " + wait));
  }
}
