package paas.cli.build;

import java.util.List;
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

/** {@code paas builds}: the newest builds of an app. */
public final class BuildsCommand implements Command {
  private static final int MAX = 1000;

  @Override
  public Manual manual() {
    return Manual.of("builds", "List an app's newest builds.")
        .app()
        .json()
        .option("-n,--num", "N", "how many (default: 10)")
        .example("paas builds", "id, state, commit and age of each");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<Json> builds = Builds.newest(session.platform(), app, call.number("--num", 10, 1, MAX));
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(builds));
    } else if (builds.isEmpty()) {
      session.terminal().line(Text.app(app) + " has no builds yet; deploy it: git push paas main");
    } else {
      session.terminal().table(table(builds, session));
    }
    return ExitCode.OK.number();
  }

  private static Table table(List<Json> builds, Session session) {
    Table table = new Table("build", "state", "commit", "by", "when");
    for (Json build : builds) {
      String status = build.at("status").text();
      table.row(
          Style.BOLD.span(build.at("id").text()),
          style(status).span(status),
          Span.of(Builds.commit(build)),
          Span.of(build.at("user").at("email").text()),
          Span.of(Ago.of(build.at("created_at").text(), session.clock().instant())));
    }
    return table;
  }

  private static Style style(String status) {
    return switch (status) {
      case "succeeded" -> Style.GREEN;
      case "failed" -> Style.RED;
      case "pending" -> Style.YELLOW;
      default -> Style.PLAIN;
    };
  }
}
