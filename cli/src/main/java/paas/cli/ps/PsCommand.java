package paas.cli.ps;

import java.util.List;
import java.util.function.Predicate;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Ago;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;
import paas.cli.terminal.Terminal;

/** {@code paas ps}: the instances of an app, as the platform sees them now. */
public final class PsCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("ps", "List an app's instances.")
        .app()
        .json()
        .words("TYPE", "0..*", "only these process types")
        .example("paas ps", "name, state, release and command of each")
        .example("paas ps worker", "the workers only");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<String> types = call.words();
    Predicate<Json> chosen = one -> types.isEmpty() || types.contains(one.at("type").text());
    List<Json> instances =
        session.platform().list(Platform.path("apps", app, "dynos")).stream()
            .filter(chosen)
            .toList();
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(instances));
    } else {
      List<Json> formation =
          session.platform().list(Platform.path("apps", app, "formation")).stream()
              .filter(chosen)
              .toList();
      boolean web = types.isEmpty() || types.contains("web");
      String asleep = web ? Sleep.told(formation, app, session.platform()) : "";
      show(app, Stopped.among(instances, formation), asleep, session);
      Crashes.tell(Crashes.of(instances), Style.RED, session.terminal());
      Stopped.note(formation, session.terminal());
    }
    return ExitCode.OK.number();
  }

  private static void show(String app, List<Json> instances, String asleep, Session session) {
    Terminal terminal = session.terminal();
    if (!instances.isEmpty()) {
      terminal.table(table(instances, session));
    }
    if (!asleep.isEmpty()) {
      terminal.line(asleep);
    } else if (instances.isEmpty()) {
      terminal.line(Text.app(app) + " runs nothing; see: paas ps:scale");
    }
  }

  private static Table table(List<Json> instances, Session session) {
    Table table = new Table("instance", "state", "since", "release", "memory", "cpu", "command");
    for (Json instance : instances) {
      String state = instance.at("state").text();
      table.row(
          Style.BOLD.span(instance.at("name").text()),
          style(state).span(state),
          Span.of(since(instance, session)),
          Span.of(release(instance)),
          Span.of(memory(instance.at("usage"))),
          Span.of(cpu(instance.at("usage"))),
          Span.of(instance.at("command").text()));
    }
    return table;
  }

  private static String since(Json instance, Session session) {
    return instance
        .at("updated_at")
        .found()
        .map(time -> Ago.of(time, session.clock().instant()))
        .orElse("");
  }

  private static String release(Json instance) {
    String version = instance.at("release").at("version").found().map(v -> "v" + v).orElse("");
    return instance.at("canary").isTrue() ? version + " canary" : version;
  }

  /** Used of what it may use, in MB; empty until it was measured. */
  private static String memory(Json usage) {
    long limit = usage.at("memory_limit_bytes").number(0);
    return limit == 0
        ? ""
        : (usage.at("memory_bytes").number(0) >> 20) + "/" + (limit >> 20) + " MB";
  }

  /** Of one CPU: two of them busy are 200%. */
  private static String cpu(Json usage) {
    String cpus = usage.at("cpus").text();
    return cpus.isEmpty() ? "" : Math.round(100 * Double.parseDouble(cpus)) + "%";
  }

  private static Style style(String state) {
    return switch (state) {
      case "up" -> Style.GREEN;
      case "crashed" -> Style.RED;
      case "starting" -> Style.YELLOW;
      default -> Style.PLAIN;
    };
  }
}
