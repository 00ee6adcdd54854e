package paas.platform.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import paas.platform.app.AppName;
import paas.platform.autoscale.Autoscale;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.Slug;

/** What of an app does not run although its release is live, or will not run for long. */
final class Standstill {
  private Standstill() {}

  /** In a line each; {@code sleep} is how the app's web process sleeps, if it does. */
  static List<String> lines(
      AppName app, Slug slug, Formation formation, Optional<Autoscale> sleep) {
    List<String> lines = new ArrayList<>();
    String stopped =
        slug.processes().keySet().stream()
            .flatMap(type -> formation.stopped(type).stream())
            .sorted()
            .map(Slot::toString)
            .collect(Collectors.joining(", "));
    if (!stopped.isEmpty()) {
      lines.add("Still stopped: %s (paas ps:start --app %s)".formatted(stopped, app));
    }
    if (slug.has(ProcessType.WEB) && !formation.running(ProcessType.WEB).isEmpty()) {
      sleep.ifPresent(settings ->
          lines.add("web is up; %s, and the next one wakes it".formatted(settings.sleepsAgain())));
    }
    return lines;
  }
}
