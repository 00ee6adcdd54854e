package paas.cli.release;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas releases:promote}: gives all requests to the release that is tried. */
public final class ReleasesPromoteCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "releases:promote", "Roll out the release that is tried as a canary, to all requests.")
        .app()
        .flag("--no-wait", "do not wait for the roll-out")
        .example("paas releases:promote", "as any deploy: the current one serves until it is up");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Progress progress = session.terminal().progress("Promoting the canary");
    String path = ReleasesCanaryCommand.path(app) + Platform.path("actions", "promote");
    Json release = progress.step(() -> session.platform().post(path, Json.object())).at("release");
    if (call.has("--no-wait")) {
      progress.done("v" + release.at("version").text());
      return ExitCode.OK.number();
    }
    Json pending = Json.object().with("version", release.at("version")).with("status", "pending");
    return session
        .rollout()
        .follow(
            app,
            pending,
            progress,
            "The release before it goes on serving. See why: paas logs --app " + app)
        .number();
  }
}
