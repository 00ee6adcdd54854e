package paas.cli.app;

import java.util.Optional;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.git.AppName;
import paas.cli.git.AppRemote;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas create}: makes an app, and the git remote to push it to. */
public final class CreateCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("create", "Create an app, and add the git remote 'paas' here.")
        .option("-r,--remote", "REMOTE", "the name of the git remote (default: paas)")
        .flag("--no-remote", "leave git alone")
        .json()
        .words("NAME", "0..1", "the app's name; the platform finds one when there is none")
        .example("paas create shop && git push paas main", "creates and deploys")
        .example("paas create", "lets the platform choose a name");
  }

  @Override
  public int run(Invocation call, Session session) {
    Optional<String> name = call.word();
    name.ifPresent(AppName::require);
    Json created = create(name, session);
    String app = created.at("name").text();
    Remote remote = new Remote(session);
    if (call.has("--json")) {
      session.terminal().json(created);
    } else {
      remote.tell(created);
    }
    if (!call.has("--no-remote")) {
      remote.offer(call.option("--remote").orElse(AppRemote.NAME), app);
    }
    return ExitCode.OK.number();
  }

  private static Json create(Optional<String> name, Session session) {
    Progress progress =
        session
            .terminal()
            .progress(name.map(n -> "Creating " + Text.app(n)).orElse("Creating an app"));
    Json.Struct body = name.map(n -> Json.object().with("name", n)).orElse(Json.object());
    Json created = progress.step(() -> session.platform().post("/apps", body));
    progress.done(name.isPresent() ? "" : Text.app(created.at("name").text()));
    return created;
  }
}
