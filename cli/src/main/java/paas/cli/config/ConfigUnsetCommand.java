package paas.cli.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Style;

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
    tellOfTheUnset(change, session, session.app(call));
    if (change.isEmpty()) {
      session.terminal().noteLine("Nothing changed.");
      return ExitCode.OK.number();
    }
    boolean one = change.size() == 1;
    String app = session.app(call);
    String keys = Text.and(change.keySet());
    return new ConfigChange(session, app)
        .apply(
            change,
            call,
            new ConfigChange.Words(
                "Unsetting",
                keys + (one ? " is" : " are") + " not set on " + Text.app(app) + " any more.",
                "The old instances go on serving; "
                    + keys
                    + (one ? " stays unset." : " stay unset.")
                    + " Set it again, or go back: "));
  }

  /** Leaves in the change what it would change; the platform makes no release for the rest. */
  private static void tellOfTheUnset(Map<String, Json> change, Session session, String app) {
    Json now = session.platform().get(Platform.path("apps", app, "config-vars"));
    Set<String> unset = new LinkedHashSet<>(change.keySet());
    unset.removeAll(now.members().keySet());
    if (!unset.isEmpty()) {
      String are = unset.size() == 1 ? " is not set on " : " are not set on ";
      session.terminal().alert(Style.YELLOW, Text.and(unset) + are + Text.app(app) + ".");
      change.keySet().removeAll(unset);
    }
  }
}
