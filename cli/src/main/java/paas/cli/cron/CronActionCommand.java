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

/** {@code paas cron:remove}, {@code cron:pause} and {@code cron:resume}: on one cron job. */
public final class CronActionCommand implements Command {
  /** What to do with it. */
  public enum Action {
    REMOVE("Removing"),
    PAUSE("Pausing"),
    RESUME("Resuming");

    private final String doing;

    Action(String doing) {
      this.doing = doing;
    }
  }

  private final Action action;

  public CronActionCommand(Action action) {
    this.action = action;
  }

  @Override
  public Manual manual() {
    Manual manual =
        switch (action) {
          case REMOVE ->
              Manual.of("cron:remove", "Remove a cron job that cron:add added, with its history.")
                  .example("paas cron:remove report", "a run that goes on does so to its end");
          case PAUSE ->
              Manual.of("cron:pause", "Let a cron job rest; also one of app.json.")
                  .example("paas cron:pause report", "until: paas cron:resume report");
          case RESUME ->
              Manual.of("cron:resume", "Let a paused cron job run again, from its next time on.")
                  .example("paas cron:resume report", "times that came meanwhile are not made up");
        };
    return manual.app().words("JOB", "1", "its name: see paas cron");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String job = call.words().get(0);
    Progress progress =
        session.terminal().progress(action.doing + " cron job " + job + " of " + Text.app(app));
    progress.step(() -> act(Platform.path("apps", app, "cron", job), session.platform()));
    progress.done();
    return ExitCode.OK.number();
  }

  private Json act(String path, Platform platform) {
    return switch (action) {
      case REMOVE -> platform.delete(path);
      case PAUSE -> platform.post(path + "/actions/pause", Json.object());
      case RESUME -> platform.post(path + "/actions/resume", Json.object());
    };
  }
}
