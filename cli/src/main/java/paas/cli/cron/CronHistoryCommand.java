package paas.cli.cron;

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

/** {@code paas cron:history}: the newest runs of a cron job. */
public final class CronHistoryCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("cron:history", "List the last 20 runs of a cron job, and how they ended.")
        .app()
        .json()
        .words("JOB", "1", "its name: see paas cron")
        .example("paas cron:history report", "number, start, duration and exit code of each");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String job = call.words().get(0);
    List<Json> runs = session.platform().list(Platform.path("apps", app, "cron", job, "runs"));
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(runs));
    } else if (runs.isEmpty()) {
      session.terminal().line("Cron job " + job + " of " + Text.app(app) + " has not run yet");
    } else {
      session.terminal().table(table(runs, session));
    }
    return ExitCode.OK.number();
  }

  private static Table table(List<Json> runs, Session session) {
    Table table = new Table("run", "started", "took", "result", "");
    for (Json run : runs) {
      table.row(
          Style.BOLD.span(run.at("number").text()),
          Span.of(Ago.of(run.at("started_at").text(), session.clock().instant())),
          Runs.took(run),
          Runs.result(run),
          Span.of(run.at("why").text()));
    }
    return table;
  }
}
