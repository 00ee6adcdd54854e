package paas.cli.build;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.terminal.Progress;

/** {@code paas builds:cache:purge}: forgets what builds keep from one to the next. */
public final class BuildsCachePurgeCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "builds:cache:purge", "Empty an app's build cache; the next build starts afresh.")
        .app()
        .example("paas builds:cache:purge", "when a cached dependency is broken");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Progress progress = session.terminal().progress("Emptying the build cache of " + Text.app(app));
    progress.step(() -> session.platform().delete(Platform.path("apps", app, "build-cache")));
    progress.done();
    return ExitCode.OK.number();
  }
}
