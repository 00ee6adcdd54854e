package paas.cli.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Shell;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;

/** {@code paas config:get}: single values, exact on a pipe. */
public final class ConfigGetCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("config:get", "Print the values of config vars, one a line.")
        .app()
        .json()
        .flag("-s,--shell", "print KEY=value, quoted for sh")
        .words("KEY", "1..*", "the config vars")
        .example("paas config:get DATABASE_URL", "prints the value and a newline")
        .example("psql \"$(paas config:get DATABASE_URL)\"", "uses it");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Json vars = session.platform().get(Platform.path("apps", app, "config-vars"));
    List<String> missing = new ArrayList<>(call.words());
    missing.removeAll(vars.members().keySet());
    if (!missing.isEmpty()) {
      throw Failure.of(
          ExitCode.NOT_FOUND,
          Text.app(app) + " has no config var " + Text.and(missing) + ".",
          "All of them: paas config");
    }
    if (call.has("--json")) {
      session.terminal().json(only(call.words(), vars));
    } else {
      call.words().forEach(key -> print(key, vars.at(key).text(), call.has("--shell"), session));
    }
    return ExitCode.OK.number();
  }

  private static Json only(List<String> keys, Json vars) {
    Json.Struct chosen = Json.object();
    for (String key : keys) {
      chosen = chosen.with(key, vars.at(key));
    }
    return chosen;
  }

  private static void print(String key, String value, boolean shell, Session session) {
    String line = shell ? key + "=" + Shell.quote(value) : value;
    if (session.terminal().facts().stdout()) {
      session.terminal().line(line);
    } else {
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
      session.terminal().raw(bytes, 0, bytes.length);
    }
  }
}
