package paas.cli.metrics;

import java.util.ArrayList;
import java.util.List;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;
import paas.cli.terminal.Terminal;

/** The figures as a terminal shows them: one table of what was asked, one of how long it took. */
final class Report {
  private static final String ALL = "all";

  private final String app;
  private final Json metrics;
  private final Terminal terminal;
  private final List<Json> routes;

  Report(String app, Json metrics, Terminal terminal) {
    this.app = app;
    this.metrics = metrics;
    this.terminal = terminal;
    this.routes = metrics.at("routes").elements();
  }

  void show() {
    String when = Quantity.length(metrics.at("seconds").number(0));
    if (routes.isEmpty()) {
      terminal.line(app + " had no request in the last " + when);
    } else {
      terminal.line(app + ", the last " + when);
      terminal.line("");
      terminal.table(answers());
      terminal.line("");
      terminal.table(times());
      errors();
    }
    dropped();
  }

  private Table answers() {
    Table table =
        new Table("requests", "per s", "2xx", "3xx", "4xx", "5xx", "out", "type", "route");
    for (Json row : rows()) {
      Json statuses = row.at("statuses");
      table.row(
          style(row).span(Quantity.count(row.at("requests").number(0))),
          Span.of(Quantity.rate(row.at("per_second").text())),
          Span.of(status(statuses, "2xx")),
          Span.of(status(statuses, "3xx")),
          Style.YELLOW.span(status(statuses, "4xx")),
          Style.RED.span(status(statuses, "5xx")),
          Span.of(Quantity.bytes(row.at("bytes").number(0))),
          Span.of(row.at("type").text()),
          style(row).span(name(row)));
    }
    return table;
  }

  private static String status(Json statuses, String name) {
    long count = statuses.at(name).number(0);
    return count == 0 ? "" : Quantity.count(count);
  }

  private Table times() {
    Table table = new Table("p50", "p95", "p99", "longest", "in flight", "queued", "route");
    for (Json row : rows()) {
      Json service = row.at("service");
      table.row(
          Span.of(Quantity.millis(service.at("p50_ms"))),
          Span.of(Quantity.millis(service.at("p95_ms"))),
          Span.of(Quantity.millis(service.at("p99_ms"))),
          Span.of(Quantity.millis(service.at("max_ms"))),
          Span.of(now(row.at("in_flight"))),
          Span.of(now(row.at("queued"))),
          style(row).span(name(row)));
    }
    return table;
  }

  /** What the router does not say is not known. */
  private static String now(Json number) {
    return number.found().orElse("?");
  }

  /** Each route, and their sum where there are several. */
  private List<Json> rows() {
    List<Json> rows = new ArrayList<>(routes);
    if (rows.size() > 1) {
      rows.add(0, metrics.at("total"));
    }
    return rows;
  }

  private Style style(Json row) {
    return name(row).equals(ALL) ? Style.BOLD : Style.PLAIN;
  }

  private static String name(Json row) {
    if (!row.members().containsKey("hostname")) {
      return ALL;
    }
    String host = row.at("hostname").text();
    return host.isEmpty() ? "others" : host + row.at("path").text();
  }

  private void errors() {
    List<String> codes = new ArrayList<>();
    metrics
        .at("total")
        .at("errors")
        .members()
        .forEach((code, count) -> codes.add(code + " " + Quantity.count(count.number(0))));
    if (!codes.isEmpty()) {
      terminal.line("");
      terminal.line("Router errors: " + String.join(", ", codes));
    }
  }

  private void dropped() {
    long dropped = metrics.at("dropped").number(0);
    if (dropped > 0) {
      terminal.line("");
      terminal.line(
          Quantity.count(dropped)
              + " more were answered, but the lines that told of them were dropped (L11)");
    }
  }
}
