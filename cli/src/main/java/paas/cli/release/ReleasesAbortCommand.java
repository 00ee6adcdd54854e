package paas.cli.release;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas releases:abort}: takes all requests from the release that is tried. */
public final class ReleasesAbortCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "releases:abort", "Stop the release that is tried as a canary; the current one stays.")
        .app()
        .example("paas releases:abort", "its requests in flight are answered first");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Progress progress = session.terminal().progress("Aborting the canary");
    String path = ReleasesCanaryCommand.path(app);
    Json canary = progress.step(() -> session.platform().delete(path));
    progress.done("v" + canary.at("release").at("version").text());
    return ExitCode.OK.number();
  }
}
