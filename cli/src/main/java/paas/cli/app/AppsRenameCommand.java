package paas.cli.app;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.git.AppName;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas apps:rename}: gives an app another name, and moves the git remotes here along. */
public final class AppsRenameCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("apps:rename", "Rename an app: its address and its git remote change.")
        .app()
        .words("NEW", "1", "the new name; custom domains stay as they are")
        .example("paas apps:rename store --app shop", "shop.DOMAIN is not answered any more");
  }

  @Override
  public int run(Invocation call, Session session) {
    String asked = session.app(call);
    String wanted = AppName.require(call.words().get(0));
    Platform platform = session.platform();
    // An app may be named by its id too, and a remote leads to a name.
    String before = platform.get(Platform.path("apps", asked)).at("name").text();
    Progress progress =
        session.terminal().progress("Renaming " + Text.app(before) + " to " + wanted);
    Json body = Json.object().with("name", wanted);
    Json renamed = progress.step(() -> platform.patch(Platform.path("apps", before), body));
    progress.done();
    String after = renamed.at("name").text();
    Remote remote = new Remote(session);
    remote.tell(renamed);
    if (!after.equals(before)) {
      remote.move(before, after);
      session
          .terminal()
          .noteLine(
              "The old address leads nowhere now, and a push to the old remote would make a new"
                  + " app: in other clones, paas git:remote --app "
                  + after);
    }
    return ExitCode.OK.number();
  }
}
