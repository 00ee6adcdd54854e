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
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;
import paas.cli.terminal.Until;

/** {@code paas cron}: the cron jobs of an app. */
public final class CronCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("cron", "List an app's cron jobs, with the next run and how the last ended.")
        .app()
        .json()
        .example("paas cron", "those of app.json, and those that cron:add added");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<Json> jobs = session.platform().list(Platform.path("apps", app, "cron"));
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(jobs));
    } else if (jobs.isEmpty()) {
      session
          .terminal()
          .line(
              Text.app(app)
                  + " has no cron jobs; add one: paas cron:add \"0 5 * * *\" \"rake report\"");
    } else {
      session.terminal().table(table(jobs, session));
    }
    return ExitCode.OK.number();
  }

  private static Table table(List<Json> jobs, Session session) {
    Table table = new Table("name", "schedule", "next run", "last run", "command");
    for (Json job : jobs) {
      table.row(
          Style.BOLD.span(job.at("name").text()),
          schedule(job),
          next(job, session),
          Runs.result(job.at("last_run")),
          Span.of(job.at("command").text()));
    }
    return table;
  }

  private static Span schedule(Json job) {
    String zone = job.at("timezone").text();
    return Span.of(job.at("schedule").text() + (zone.equals("UTC") ? "" : " " + zone));
  }

  private static Span next(Json job, Session session) {
    return job.at("paused").isTrue()
        ? Style.YELLOW.span("paused")
        : Span.of(Until.of(job.at("next_at").text(), session.clock().instant()));
  }
}
