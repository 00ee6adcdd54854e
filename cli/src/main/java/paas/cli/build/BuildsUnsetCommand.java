package paas.cli.build;

import java.util.LinkedHashMap;
import java.util.Map;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;

/** {@code paas builds:unset}: goes back to the usual way. */
public final class BuildsUnsetCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("builds:unset", "Go back to the usual way of building, setting by setting.")
        .app()
        .words("KEY", "1..*", String.join(", ", Settings.NAMES))
        .example("paas builds:unset directory", "build the source's root again");
  }

  @Override
  public int run(Invocation call, Session session) {
    Map<String, Json> change = new LinkedHashMap<>();
    call.words().forEach(word -> change.put(Settings.known(word), Json.none()));
    Settings.require(change.keySet(), "paas builds:unset directory");
    Settings.apply(session, session.app(call), "Unsetting " + Text.and(change.keySet()), change);
    return ExitCode.OK.number();
  }
}
