package paas.cli.build;

import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Progress;

/** {@code paas builds:cancel}: ends a build that is under way; its push is refused. */
public final class BuildsCancelCommand implements Command {
  private static final int LOOK_BACK = 20;

  @Override
  public Manual manual() {
    return Manual.of("builds:cancel", "Cancel a build that is under way; its push is refused.")
        .app()
        .words("BUILD", "0..1", "the build's id; the one under way when there is none")
        .example("paas builds:cancel", "the build under way");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Platform platform = session.platform();
    String id = call.word().or(() -> pending(platform, app)).orElseThrow(BuildsCancelCommand::none);
    Progress progress = session.terminal().progress("Cancelling build " + id);
    progress.step(() -> platform.delete(Platform.path("apps", app, "builds", id)));
    progress.done();
    return ExitCode.OK.number();
  }

  private static Optional<String> pending(Platform platform, String app) {
    return Builds.newest(platform, app, LOOK_BACK).stream()
        .filter(build -> build.at("status").text().equals("pending"))
        .map(build -> build.at("id").text())
        .findFirst();
  }

  private static Failure none() {
    return Failure.of(ExitCode.NOT_FOUND, "No build is under way.", "The newest ones: paas builds");
  }
}
