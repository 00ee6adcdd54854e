package paas.cli.log;

import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;

/** {@code paas drains}: where an app's log is sent. */
public final class DrainsCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("drains", "List where an app's log is sent, and how that goes.")
        .app()
        .json()
        .example("paas drains", "each drain: what was sent last, what waits, and why")
        .example("paas drains --json", "with whole URLs, credentials included");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<Json> drains = session.platform().list(Drains.path(app));
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(drains));
    } else if (drains.isEmpty()) {
      session
          .terminal()
          .noteLine(
              "The log of "
                  + Text.app(app)
                  + " is sent nowhere: paas drains:add URL sends it to where you keep logs.");
    } else {
      session.terminal().table(Drains.table(drains, session.clock().instant()));
    }
    return ExitCode.OK.number();
  }
}
