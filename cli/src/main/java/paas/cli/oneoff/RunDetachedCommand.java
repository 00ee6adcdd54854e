package paas.cli.oneoff;

import java.util.Map;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/**
 * {@code paas run:detached}: starts a one-off and leaves it to itself; its output goes to the log.
 */
public final class RunDetachedCommand implements Command {
  @Override
  public Manual manual() {
    return Launch.options(
            Manual.of(
                "run:detached",
                "Start a one-off process in the background; its output goes to the log."))
        .json()
        .example("paas run:detached migrate", "then: paas run:logs run.1234 --tail")
        .example("paas run:detached --timeout 3600 migrate", "one hour at most");
  }

  @Override
  public int run(Invocation call, Session session) {
    Launch launch = Launch.of(call, session).with(Map.of(), call).with("attach", Json.of(false));
    String command = launch.request().at("command").text();
    Progress progress =
        session.terminal().progress("Running " + command + " on " + Text.app(launch.app()));
    Json process = progress.step(() -> launch.start(session));
    String name = process.at("name").text();
    progress.done(name);
    if (call.has("--json")) {
      session.terminal().json(process);
    } else {
      session
          .terminal()
          .noteLine("Its output: paas run:logs " + name + " --tail --app " + launch.app());
    }
    return ExitCode.OK.number();
  }
}
