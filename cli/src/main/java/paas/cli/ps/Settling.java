package paas.cli.ps;

import java.time.Duration;
import java.util.List;
import paas.cli.api.Patience;
import paas.cli.api.Platform;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;
import paas.cli.terminal.Style;

/** Waits until as many instances are up as the formation wants. */
final class Settling {
  /** A boot may take 60 s; the image may have to be read from a slow disk before that. */
  private static final Duration AT_MOST = Duration.ofMinutes(2);

  private final Session session;
  private final String app;

  Settling(Session session, String app) {
    this.session = session;
    this.app = app;
  }

  ExitCode follow(List<Json> formation, Progress progress, String outcome) {
    long end = System.nanoTime() + AT_MOST.toNanos();
    Patience patience = new Patience();
    String path = Platform.path("apps", app, "dynos");
    while (true) {
      List<Json> instances = Patience.throughOutages(() -> session.platform().list(path));
      if (isSettled(formation, instances)) {
        progress.done(outcome);
        return ExitCode.OK;
      }
      if (hasCrashed(formation, instances) || System.nanoTime() > end) {
        return unsettled(formation, instances, progress);
      }
      progress.tick();
      patience.pause();
    }
  }

  private ExitCode unsettled(List<Json> formation, List<Json> instances, Progress progress) {
    progress.failed("");
    StringBuilder states = new StringBuilder();
    for (Json instance : instances) {
      if (!instance.at("state").text().equals("up") && isWanted(formation, instance)) {
        states.append(states.isEmpty() ? "" : ", ");
        states
            .append(instance.at("name").text())
            .append(" is ")
            .append(instance.at("state").text());
      }
    }
    session
        .terminal()
        .alert(
            Style.YELLOW,
            Text.app(app)
                + " is scaled, but not all of it is up: "
                + (states.isEmpty() ? "instances are missing" : states));
    session.terminal().alert(Style.YELLOW, "See why: paas logs --app " + app);
    return ExitCode.FAILED;
  }

  private static boolean isSettled(List<Json> formation, List<Json> instances) {
    for (Json type : formation) {
      if (count(instances, type, "up") != type.at("quantity").number(0)
          || count(instances, type, "") != type.at("quantity").number(0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasCrashed(List<Json> formation, List<Json> instances) {
    return instances.stream()
        .filter(instance -> instance.at("state").text().equals("crashed"))
        .anyMatch(instance -> isWanted(formation, instance));
  }

  /** Whether the formation has it: those beyond its quantity are on their way out. */
  private static boolean isWanted(List<Json> formation, Json instance) {
    String name = instance.at("name").text();
    long ordinal = Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
    return formation.stream()
        .filter(type -> type.at("type").equals(instance.at("type")))
        .anyMatch(type -> ordinal <= type.at("quantity").number(0));
  }

  /**
   * How many instances of a type are in a state, canaries left out; of all but those going down
   * when the state is empty.
   */
  private static long count(List<Json> instances, Json type, String state) {
    return instances.stream()
        .filter(instance -> instance.at("type").equals(type.at("type")))
        .filter(instance -> !instance.at("canary").isTrue())
        .map(instance -> instance.at("state").text())
        .filter(seen -> state.isEmpty() ? !seen.equals("down") : seen.equals(state))
        .count();
  }
}
