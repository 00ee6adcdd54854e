package paas.cli.buildpack;

import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;

/** {@code paas buildpacks}: the buildpacks that an app asks for. */
public final class BuildpacksCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("buildpacks", "List an app's buildpacks, in the order they run.")
        .app()
        .json()
        .example("paas buildpacks", "those that were set; without any the source decides");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<Json> installed = Buildpacks.installed(session.platform(), app);
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(installed));
    } else if (installed.isEmpty()) {
      session
          .terminal()
          .line(Text.app(app) + " has no buildpacks set: each build finds out what it needs.");
    } else {
      Buildpacks.show(Buildpacks.names(installed), session.terminal());
    }
    return ExitCode.OK.number();
  }
}
