package paas.cli.ps;

import java.util.List;
import paas.cli.command.Session;
import paas.cli.json.Json;
import paas.cli.terminal.Ago;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** How autoscaling and its decisions are shown. */
final class Autoscales {
  private static final long HOUR = 3600;

  private Autoscales() {}

  static void show(List<Json> all, Session session) {
    Table table = new Table("type", "instances", "bounds", "target", "asleep after", "now");
    for (Json one : all) {
      table.row(
          Style.BOLD.span(one.at("type").text()),
          Span.of(one.at("quantity").text()),
          Span.of(one.at("min").text() + " to " + one.at("max").text()),
          Span.of(one.at("target").at("text").text()),
          Span.of(idle(one.at("idle_seconds").number(0))),
          Span.of(one.at("judgement").text()));
    }
    session.terminal().table(table);
    for (Json one : all) {
      decisions(one, session);
    }
  }

  private static String idle(long seconds) {
    if (seconds == 0) {
      return "";
    }
    if (seconds % 60 != 0) {
      return seconds + " s";
    }
    return seconds % HOUR == 0 ? seconds / HOUR + " h" : seconds / 60 + " min";
  }

  private static void decisions(Json one, Session session) {
    List<Json> decisions = one.at("decisions").elements();
    if (decisions.isEmpty()) {
      return;
    }
    Table table = new Table(one.at("type").text(), "instances", "because");
    for (Json decision : decisions) {
      String from = decision.at("from").text();
      String to = decision.at("to").text();
      table.row(
          Ago.of(decision.at("at").text(), session.clock().instant()),
          from.equals(to) ? "still " + to : from + " to " + to,
          decision.at("reason").text());
    }
    session.terminal().line("");
    session.terminal().table(table);
  }
}
