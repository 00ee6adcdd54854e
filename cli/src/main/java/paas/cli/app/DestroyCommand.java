package paas.cli.app;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Confirmation;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.git.AppName;
import paas.cli.json.Json;
import paas.cli.storage.Volumes;
import paas.cli.terminal.Progress;

/** {@code paas destroy}: removes an app for good, once its name was typed. */
public final class DestroyCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "destroy",
            "Destroy an app: its instances, releases, config, logs, volumes and repository.")
        .app()
        .option("-c,--confirm", "NAME", "the app's name again, in place of the question")
        .words("NAME", "0..1", "the app, in place of --app")
        .example("paas destroy --app shop", "asks for the name, then destroys")
        .example("paas destroy --app shop --confirm shop", "without a question, for scripts");
  }

  @Override
  public int run(Invocation call, Session session) {
    String wanted =
        call.word().isPresent() ? AppName.require(call.word().get()) : session.app(call);
    Json info = session.platform().get(Platform.path("apps", wanted));
    String app = info.at("name").text();
    if (call.option("--confirm").isEmpty()) {
      requireOwner(app, info.at("owner").at("email").text(), session.platform());
    }
    String volumes = Volumes.named(session.platform(), app);
    if (call.option("--confirm").isEmpty()) {
      tell("With it go its volumes and all their files: ", volumes, session);
    }
    new Confirmation(
            app,
            "destroy " + app,
            "This destroys " + Text.app(app) + " with all its data. It cannot be undone.",
            "nothing was destroyed")
        .require(call.option("--confirm"), session);
    Progress progress = session.terminal().progress("Destroying " + Text.app(app));
    progress.step(() -> session.platform().delete(Platform.path("apps", app)));
    progress.done();
    if (call.option("--confirm").isPresent()) {
      // Not before: it may be that the user may not destroy it.
      tell("With it went its volumes and all their files: ", volumes, session);
    }
    new Remote(session).forget(app);
    return ExitCode.OK.number();
  }

  /** Before anybody is asked whether they mean it, with all that would be lost. */
  private static void requireOwner(String app, String owner, Platform platform) {
    Json account = platform.get(Platform.path("account"));
    if (!account.at("admin").isTrue() && !account.at("email").text().equalsIgnoreCase(owner)) {
      throw Failure.of(
          ExitCode.FORBIDDEN,
          "Only the owner of %s, %s, or an admin may destroy it; nothing was destroyed."
              .formatted(Text.app(app), owner),
          "To give up your own part in it: paas apps:leave --app " + app);
    }
  }

  private static void tell(String what, String volumes, Session session) {
    if (!volumes.isEmpty()) {
      session.terminal().noteLine(what + volumes);
    }
  }
}
