package paas.cli.release;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas releases:retry}: releases a build again, so that its release phase runs again. */
public final class ReleasesRetryCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "releases:retry",
            "Release a build again with the config of now; its release phase runs again.")
        .app()
        .flag("--no-wait", "do not wait for the roll-out")
        .words("VERSION", "0..1", "such as v12; the newest one with a build otherwise")
        .example("paas releases:retry", "after its release phase failed")
        .example("paas releases:retry v12", "the build of v12");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Versions versions = new Versions(session.platform(), app);
    Json target = call.word().isPresent() ? versions.find(call.word()) : versions.built();
    String version = "v" + target.at("version").text();
    String slug = target.at("slug").at("id").found().orElseThrow(() -> nothingToRun(version));
    Progress progress = session.terminal().progress("Releasing " + version + " again");
    Json body = Json.object().with("slug", slug).with("description", "Retry of " + version);
    String path = Platform.path("apps", app, "releases");
    Json release = progress.step(() -> session.platform().post(path, body));
    if (call.has("--no-wait")) {
      progress.done("v" + release.at("version").text());
      return ExitCode.OK.number();
    }
    return session
        .rollout()
        .follow(app, release, progress, failed -> whereToLook(app, failed))
        .number();
  }

  /** Without a release phase nothing was printed before the roll-out. */
  private static String whereToLook(String app, Json failed) {
    return failed.at("output_stream_url").found().isEmpty()
        ? "See why: paas logs --app " + app
        : "What its release phase printed: paas releases:output v%s --app %s"
            .formatted(failed.at("version").text(), app);
  }

  private static Failure nothingToRun(String version) {
    return Failure.of(
        ExitCode.NOT_FOUND, version + " has no build.", "Deploy one: git push paas main");
  }
}
