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
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** {@code paas ps:type}: shows or changes what the instances of a process type may use. */
public final class PsTypeCommand implements Command {
  private static final Span NONE = Span.of("");

  @Override
  public Manual manual() {
    return Manual.of(
            "ps:type", "Show or change the size of instances: memory, CPUs, processes and limits.")
        .app()
        .json()
        .options(
            "--ulimit",
            "NAME=SOFT:HARD",
            "what the kernel holds each process of these types to: nofile, core, memlock, stack or"
                + " fsize, one number for both or 'unlimited'; those of before go; none for"
                + " Docker's own")
        .flag("--force", "even if this machine may not have it")
        .flag("--no-wait", "do not wait until the instances are replaced")
        .words(
            "TYPE[=SIZE]",
            "0..*",
            "default, micro, small, medium, large, xlarge, or parts: 1g, 512m:0.5cpu,"
                + " 2g:1cpu:256pids")
        .example("paas ps:type", "shows what is set of every process type")
        .example("paas ps:type web=small worker=1g:0.5cpu", "replaces their instances")
        .example("paas ps:type web --ulimit nofile=65536:65536", "more open files than usual")
        .example("paas ps:type release=2g", "what release phases may use, from the next one on")
        .example("paas ps:set worker stop-grace=120", "how long a worker may take to stop");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String path = Platform.path("apps", app, "formation");
    List<String> ulimits = call.options("--ulimit");
    if (call.words().isEmpty() && ulimits.isEmpty()) {
      return show(session.platform().list(path), app, call, session);
    }
    if (call.words().isEmpty()) {
      throw Failure.usage("Which type? For example: paas ps:type web --ulimit nofile=65536:65536");
    }
    List<Json> updates = call.words().stream().map(word -> update(word, ulimits)).toList();
    Progress progress = session.terminal().progress("Changing sizes of " + Text.app(app));
    Json.Struct changed = Json.object().with("updates", new Json.Array(updates));
    Json body = call.has("--force") ? changed.with("force", Json.of(true)) : changed;
    List<Json> formation = progress.step(() -> session.platform().patch(path, body)).elements();
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(formation));
    }
    String outcome = describe(formation);
    List<Json> running = ScaledTypes.of(formation);
    if (call.has("--no-wait") || running.isEmpty()) {
      progress.done(outcome);
      return ExitCode.OK.number();
    }
    return new Settling(session, app, "scaled").follow(running, progress, outcome).number();
  }

  private static Json update(String word, List<String> ulimits) {
    int equals = word.indexOf('=');
    boolean sized = equals > 0 && equals < word.length() - 1;
    if (!sized && (ulimits.isEmpty() || equals >= 0)) {
      throw Failure.usage("'" + word + "' is not TYPE=SIZE; for example: paas ps:type web=small");
    }
    Json.Struct update = Json.object().with("type", sized ? word.substring(0, equals) : word);
    Json.Struct limited =
        ulimits.isEmpty() ? update : update.with("ulimits", String.join(",", ulimits));
    return sized ? limited.with("size", word.substring(equals + 1)) : limited;
  }

  private static int show(List<Json> formation, String app, Invocation call, Session session) {
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(formation));
    } else if (formation.isEmpty()) {
      session
          .terminal()
          .line(Text.app(app) + " has no process types yet; deploy it: git push paas main");
    } else {
      Table table =
          new Table(
              "type",
              "size",
              "ulimits",
              "instances",
              "stop grace",
              "websocket grace",
              "surge",
              "isolation");
      for (Json type : ScaledTypes.of(formation)) {
        table.row(
            Style.BOLD.span(type.at("type").text()),
            Span.of(type.at("size").text()),
            Span.of(type.at("ulimits").found().filter(set -> !set.equals("none")).orElse("")),
            Span.of(type.at("quantity").text()),
            Span.of(type.at("stop_grace").text() + " s"),
            Span.of(type.at("websocket_grace").text() + " s"),
            Span.of(type.at("surge").text()),
            Span.of(isolation(type)));
      }
      formation.stream()
          .filter(type -> type.at("type").text().equals(ScaledTypes.PHASE))
          .forEach(phase ->
              table.row(
                  Style.BOLD.span(ScaledTypes.PHASE),
                  Span.of(phase.at("size").text()),
                  NONE,
                  NONE,
                  NONE,
                  NONE,
                  NONE,
                  NONE));
      session.terminal().table(table);
    }
    return ExitCode.OK.number();
  }

  /** What differs from the platform's own choice, in the words of {@code ps:set}. */
  private static String isolation(Json type) {
    List<String> set = new ArrayList<>();
    if (type.at("read_only").isTrue()) {
      set.add("read-only=on");
    }
    add("tmpfs", "none", type, set);
    add("user", "auto", type, set);
    return String.join(" ", set);
  }

  private static void add(String key, String standard, Json type, List<String> set) {
    type.at(key)
        .found()
        .filter(value -> !value.equals(standard))
        .ifPresent(value -> set.add(key + "=" + value));
  }

  private static String describe(List<Json> formation) {
    List<String> types = new ArrayList<>();
    formation.forEach(type -> types.add(type.at("type").text() + "=" + type.at("size").text()));
    return String.join(" ", types);
  }
}
