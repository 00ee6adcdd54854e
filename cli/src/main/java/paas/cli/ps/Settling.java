package paas.cli.ps;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import paas.cli.api.Patience;
import paas.cli.api.Platform;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;

/**
 * Waits until the instances are those that the formation wants: the platform answers as soon as
 * they are, and once a second while they are not.
 */
final class Settling {
  /** A boot may take 60 s; the image may have to be read from a slow disk before that. */
  private static final Duration AT_MOST = Duration.ofMinutes(2);

  private final Session session;
  private final String app;
  private final String done;

  /** {@code done} is what was done to the app, in a word. */
  Settling(Session session, String app, String done) {
    this.session = session;
    this.app = app;
    this.done = done;
  }

  /** One instance, whatever becomes of the others of its type. */
  ExitCode follow(String instance, Progress progress) {
    long end = System.nanoTime() + AT_MOST.toNanos();
    String type = instance.substring(0, instance.lastIndexOf('.'));
    Json question = question(new Json.Array(List.of(Json.of(type))));
    Patience patience = new Patience();
    while (true) {
      Json state = ask(question);
      List<Json> there =
          state.at("instances").elements().stream()
              .filter(one -> one.at("name").text().equals(instance))
              .toList();
      String now = there.isEmpty() ? "missing" : there.get(0).at("state").text();
      if (now.equals("up")) {
        progress.done();
        return ExitCode.OK;
      }
      if (now.equals("crashed") || System.nanoTime() > end) {
        return unsettled(instance + " is " + now, there, progress);
      }
      progress.tick();
      patience.pause();
    }
  }

  ExitCode follow(List<Json> formation, Progress progress, String outcome) {
    long end = System.nanoTime() + AT_MOST.toNanos();
    Json question = question(types(formation));
    while (true) {
      Json state = ask(question);
      if (state.at("settled").isTrue()) {
        progress.done(outcome);
        return ExitCode.OK;
      }
      if (state.at("crashed").isTrue() || System.nanoTime() > end) {
        List<Json> told =
            state.at("instances").elements().stream()
                .filter(instance -> isTold(formation, instance))
                .toList();
        return unsettled(states(told), told, progress);
      }
      progress.tick();
    }
  }

  private static Json question(Json types) {
    return Json.object().with("types", types).with("within", Json.of(1));
  }

  private Json ask(Json question) {
    String path = Platform.path("apps", app, "formation", "actions", "settle");
    return Patience.throughOutages(() -> session.platform().post(path, question));
  }

  private static Json types(List<Json> formation) {
    return new Json.Array(formation.stream().map(type -> type.at("type")).toList());
  }

  private static String states(List<Json> told) {
    return told.isEmpty()
        ? "instances are missing"
        : told.stream()
            .map(one -> one.at("name").text() + " is " + one.at("state").text())
            .collect(Collectors.joining(", "));
  }

  private ExitCode unsettled(String states, List<Json> told, Progress progress) {
    progress.failed("");
    Terminal terminal = session.terminal();
    String what = " is " + done + ", but not all of it is up: ";
    terminal.alert(Style.YELLOW, Text.app(app) + what + states);
    List<String> reasons = Crashes.of(told);
    Crashes.tellSome(reasons, app, Style.YELLOW, terminal);
    String see = reasons.isEmpty() ? "See why: " : "See what was printed: ";
    terminal.alert(Style.YELLOW, see + "paas logs --app " + app);
    return ExitCode.FAILED;
  }

  /**
   * What crashed is told whoever wanted it, as somebody else may have scaled meanwhile; but nothing
   * of process types that nobody waits for here.
   */
  private static boolean isTold(List<Json> formation, Json instance) {
    String state = instance.at("state").text();
    return !instance.at("canary").isTrue()
        && formation.stream()
            .filter(type -> type.at("type").equals(instance.at("type")))
            .anyMatch(type ->
                state.equals("crashed") || (!state.equals("up") && isWanted(type, instance)));
  }

  /** Whether the formation has it: those beyond its quantity are on their way out. */
  private static boolean isWanted(Json type, Json instance) {
    String name = instance.at("name").text();
    long ordinal = Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
    return ordinal <= type.at("quantity").number(0);
  }
}
