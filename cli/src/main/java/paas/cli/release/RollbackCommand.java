package paas.cli.release;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas rollback}: makes a new release with the image and the config of an old one. */
public final class RollbackCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "rollback",
            "Go back to an earlier release: its image and its config, as a new release.")
        .app()
        .flag("--no-wait", "do not wait for the roll-out")
        .words(
            "VERSION",
            "0..1",
            "such as v12; the last good one before the current when there is none")
        .example("paas rollback", "undoes the last release")
        .example("paas rollback v12", "goes back to v12");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Versions versions = new Versions(session.platform(), app);
    Json target = call.word().isPresent() ? versions.find(call.word()) : versions.previous();
    String version = "v" + target.at("version").text();
    Progress progress =
        session.terminal().progress("Rolling " + Text.app(app) + " back to " + version);
    Json body = Json.object().with("release", target.at("id"));
    String path = Platform.path("apps", app, "releases");
    Json release = progress.step(() -> session.platform().post(path, body));
    if (call.has("--no-wait")) {
      progress.done("v" + release.at("version").text());
      return ExitCode.OK.number();
    }
    return session
        .rollout()
        .follow(
            app,
            release,
            progress,
            "The release before it goes on serving. See why: paas logs --app " + app)
        .number();
  }
}
