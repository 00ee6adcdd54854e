package paas.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.json.Json;

/** {@code paas config:set}: sets config vars, byte for byte, and follows the restart. */
public final class ConfigSetCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "config:set", "Set config vars and restart the app with them, without a rebuild.")
        .app()
        .options("--from-file", "KEY=PATH", "take a value from a file, byte for byte")
        .flag("--no-wait", "do not wait for the restart")
        .words("KEY=value", "0..*", "what to set; KEY - reads one value from standard input")
        .example("paas config:set GREETING='hello world' DEBUG=", "sets two, the second one empty")
        .example("paas config:set TLS_KEY - < key.pem", "a value of several lines")
        .example("paas config:set --from-file TLS_KEY=key.pem", "the same");
  }

  @Override
  public int run(Invocation call, Session session) {
    Assignments assignments =
        Assignments.of(
            call.words(),
            call.options("--from-file"),
            session.terminal().in(),
            session.directory());
    Map<String, Json> change = new LinkedHashMap<>();
    assignments.values().forEach((key, value) -> change.put(key, Json.of(value)));
    boolean one = change.size() == 1;
    String app = session.app(call);
    String keys = Text.and(change.keySet());
    String already =
        Text.app(app) + " has " + keys + (one ? " with this value" : " with these values");
    String kept = one ? " keeps its new value." : " keep their new values.";
    return new ConfigChange(session, app)
        .apply(
            change,
            call,
            new ConfigChange.Words(
                "Setting",
                already + " already.",
                "The old instances go on serving; " + keys + kept + " Set it right, or go back: "));
  }
}
