package paas.cli.app;

import java.util.Map;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.git.AppName;
import paas.cli.git.AppRemote;
import paas.cli.git.Repository;

/** {@code paas git:remote}: points a git remote at an app. */
public final class GitRemoteCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("git:remote", "Point the git remote 'paas' here at an app.")
        .option("-a,--app", "NAME", "the app")
        .option("-r,--remote", "REMOTE", "the name of the git remote (default: paas)")
        .words("NAME", "0..1", "the app, in place of --app")
        .example("paas git:remote --app shop", "then: git push paas main");
  }

  @Override
  public int run(Invocation call, Session session) {
    String name =
        call.option("--app")
            .or(call::word)
            .orElseThrow(() -> Failure.usage("Which app? For example: paas git:remote --app shop"));
    Map<String, String> remotes =
        session
            .repository()
            .map(Repository::remotes)
            .orElseThrow(() ->
                Failure.of(ExitCode.FAILED, "This is no git repository.", "Make it one: git init"));
    String path = Platform.path("apps", AppName.require(name));
    String app = session.platform().get(path).at("name").text();
    new Remote(session).point(call.option("--remote").orElse(AppRemote.NAME), app, remotes);
    return ExitCode.OK.number();
  }
}
