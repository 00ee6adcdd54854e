package paas.cli.sync;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.terminal.Progress;

/** {@code paas git:auth:remove}: forgets your account at a git host. */
public final class GitAuthRemoveCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("git:auth:remove", "Forget your account at a git host.")
        .words("HOST", "1", "the host")
        .example("paas git:auth:remove git.example.com", "syncs no longer use it");
  }

  @Override
  public int run(Invocation call, Session session) {
    String host = call.word().orElseThrow();
    Progress progress = session.terminal().progress("Forgetting the account at " + host);
    progress.step(
        () -> session.platform().delete(Platform.path("account", "git-credentials", host)));
    progress.done();
    return ExitCode.OK.number();
  }
}
