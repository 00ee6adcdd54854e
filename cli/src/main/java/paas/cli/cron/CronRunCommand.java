package paas.cli.cron;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas cron:run}: one run of a cron job, now. */
public final class CronRunCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("cron:run", "Run a cron job now, also while it is paused.")
        .app()
        .json()
        .words("JOB", "1", "its name: see paas cron")
        .example("paas cron:run report", "then: paas logs --tail --ps cron-report");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String job = call.words().get(0);
    Progress progress =
        session.terminal().progress("Running cron job " + job + " of " + Text.app(app));
    String path = Platform.path("apps", app, "cron", job) + "/actions/run";
    Json run = progress.step(() -> session.platform().post(path, Json.object()));
    progress.done(run.at("process").text());
    if (call.has("--json")) {
      session.terminal().json(run);
    } else {
      session
          .terminal()
          .noteLine(
              "What becomes of it: paas cron:output "
                  + job
                  + " "
                  + run.at("number").text()
                  + " --app "
                  + app);
    }
    return ExitCode.OK.number();
  }
}
