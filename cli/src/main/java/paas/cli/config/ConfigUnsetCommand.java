package paas.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.json.Json;

/** {@code paas config:unset}: removes config vars and follows the restart. */
public final class ConfigUnsetCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("config:unset", "Remove config vars and restart the app without them.")
        .app()
        .flag("--no-wait", "do not wait for the restart")
        .words("KEY", "1..*", "the config vars")
        .example("paas config:unset GREETING DEBUG", "removes both in one release");
  }

  @Override
  public int run(Invocation call, Session session) {
    Map<String, Json> change = new LinkedHashMap<>();
    call.words().forEach(key -> change.put(Assignments.key(key), Json.none()));
    String gone = change.size() == 1 ? " stays unset." : " stay unset.";
    return new ConfigChange(session, session.app(call))
        .apply(
            "Unsetting",
            change,
            call,
            "The old instances go on serving; "
                + Text.and(change.keySet())
                + gone
                + " Set it again, or go back: paas rollback");
  }
}
