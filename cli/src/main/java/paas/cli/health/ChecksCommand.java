package paas.cli.health;

import java.util.List;
import java.util.Optional;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;

/** {@code paas checks}: which health checks count, and who says so. */
public final class ChecksCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("checks", "Show the health checks that count, and where each comes from.")
        .app()
        .json()
        .words("TYPE", "0..1", "only those of this process type")
        .example("paas checks", "all process types")
        .example("paas checks:set web path=/health", "instead of what app.json says")
        .example("paas checks:run web.1", "makes them now and shows each answer");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Optional<String> type = call.word();
    List<Json> types =
        type.isPresent()
            ? List.of(session.platform().get(Checks.path(app, type.get())))
            : session.platform().get(Checks.path(app)).elements();
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(types));
    } else if (types.isEmpty()) {
      session
          .terminal()
          .line(Text.app(app) + " has no process types yet; deploy it: git push paas main");
    } else {
      Checks.show(types, session);
    }
    return ExitCode.OK.number();
  }
}
