package paas.cli.ps;

import java.util.ArrayList;
import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas ps:scale}: shows the formation, or changes it and waits until it is so. */
public final class PsScaleCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("ps:scale", "Show or change how many instances each process type has.")
        .app()
        .json()
        .flag("--no-wait", "do not wait until the instances are up")
        .flag("--force", "even when this machine may have no room for it")
        .words("TYPE=N", "0..*", "what to change, also relative: web=+1, worker-1")
        .example("paas ps:scale", "shows the formation")
        .example("paas ps:scale web=3 worker=1", "changes it and waits")
        .example("paas ps:scale web=2:small", "the size as well; see paas ps:type")
        .example("paas ps:scale web=+1", "one more");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    if (call.words().isEmpty()) {
      return show(app, call, session);
    }
    List<Json> updates = new ArrayList<>();
    call.words().forEach(word -> updates.add(ScaleChange.parse(word).json()));
    return change(app, updates, call, session);
  }

  private static int show(String app, Invocation call, Session session) {
    List<Json> formation = session.platform().list(Platform.path("apps", app, "formation"));
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(formation));
    } else if (formation.isEmpty()) {
      session
          .terminal()
          .line(Text.app(app) + " has no process types yet; deploy it: git push paas main");
    } else {
      session.terminal().line(ScaledTypes.quantities(formation));
      Stopped.note(formation, session.terminal());
    }
    return ExitCode.OK.number();
  }

  private static int change(String app, List<Json> updates, Invocation call, Session session) {
    Progress progress = session.terminal().progress("Scaling " + Text.app(app));
    Json body =
        Json.object()
            .with("updates", new Json.Array(updates))
            .with("force", Json.of(call.has("--force")));
    String path = Platform.path("apps", app, "formation");
    List<Json> formation = progress.step(() -> session.platform().patch(path, body)).elements();
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(formation));
    }
    if (call.has("--no-wait")) {
      progress.done(ScaledTypes.describe(formation));
      return ExitCode.OK.number();
    }
    return new Settling(session, app, "scaled")
        .follow(formation, progress, ScaledTypes.describe(formation))
        .number();
  }
}
