package paas.platform.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import paas.platform.deploy.scratch.Excess;
import paas.platform.deploy.scratch.Excesses;
import paas.platform.formation.Slot;
import paas.platform.health.Answer;
import paas.platform.health.Ask;
import paas.platform.health.Healthcheck;
import paas.platform.plan.Cause;
import paas.platform.plan.Health;
import paas.runner.Instance;
import paas.runner.Instances;
import paas.runner.Listener;
import paas.runner.State;

/** Says why an instance did not come up, and what to do about it. */
final class Diagnosis {
  private static final int LAST_LINES = 20;

  private final Instances instances;
  private final Journal journal;
  private final DeploySettings settings;
  private final Excesses excesses;

  Diagnosis(Instances instances, Journal journal, DeploySettings settings, Excesses excesses) {
    this.instances = instances;
    this.journal = journal;
    this.settings = settings;
    this.excesses = excesses;
  }

  /**
   * R10: it runs, but nothing answers at its port.
   *
   * @param paths of domains that lead to its process type
   */
  Health.Failed neverListened(Slot slot, Instance instance, Duration waited, List<String> paths) {
    List<Listener> listeners = instances.listeners(instance.id());
    String message =
        "%s did not listen on port %d within %d s (R10); %s.%s"
            .formatted(
                slot,
                settings.port(),
                waited.toSeconds(),
                heard(slot, listeners),
                whyItHasTo(paths));
    return new Health.Failed(
        new Cause(message, Optional.of("R10"), OptionalInt.empty()), lastLines(instance));
  }

  private static String whyItHasTo(List<String> paths) {
    return paths.isEmpty()
        ? ""
        : " It has to, as %s to it: have it listen, or take the path away with `paas domains:remove %s`."
            .formatted(lead(paths), paths.getFirst());
  }

  private static String lead(List<String> paths) {
    return String.join(", ", paths) + (paths.size() == 1 ? " leads" : " lead");
  }

  /** The same as the app's log has it, in Heroku's words. */
  static String bootTimeout(Slot slot, Duration waited, List<String> paths) {
    String why =
        paths.isEmpty()
            ? ""
            : ": %s to process type %s, so it has to listen".formatted(lead(paths), slot.type());
    return "Error R10 (Boot timeout) -> %s failed to bind to $PORT within %d seconds of launch%s"
        .formatted(slot.type().isWeb() ? "Web process" : "Process", waited.toSeconds(), why);
  }

  /** It runs, but a check of the app's own is not passed. */
  Health.Failed unhealthy(Slot slot, Instance instance, Healthcheck check, Answer.Probe last) {
    String message =
        "%s failed its %s check %d times: %s; %s. %s, or change the check: `paas checks %s` shows it, `paas checks:set %s …` sets it."
            .formatted(
                slot,
                check.stage().word(),
                check.attempts(),
                last,
                ports(instances.listeners(instance.id())),
                fix(check),
                slot.type(),
                slot.type());
    return new Health.Failed(Cause.of(message), lastLines(instance));
  }

  private static String fix(Healthcheck check) {
    return switch (check.ask()) {
      case Ask.Http http ->
          "Make "
              + http.path()
              + " answer "
              + http.statuses()
              + " in "
              + check.timeout().toSeconds()
              + " s";
      case Ask.Line l -> "Make the command exit with 0 in " + check.timeout().toSeconds() + " s";
      case Ask.Program p -> "Make the command exit with 0 in " + check.timeout().toSeconds() + " s";
      case Ask.Port p -> "Make the process listen on 0.0.0.0";
      case Ask.Uptime u -> "Make the process run for longer";
    };
  }

  private static String ports(List<Listener> listeners) {
    String all =
        listeners.stream()
            .map(l -> l.port() + (l.loopbackOnly() ? " (127.0.0.1 only)" : ""))
            .distinct()
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "it listens on no port" : "it listens on port " + all;
  }

  private String heard(Slot slot, List<Listener> listeners) {
    if (listeners.isEmpty()) {
      return "it listens on no port at all: make the "
          + slot.type()
          + " process bind to 0.0.0.0:$PORT";
    }
    if (listeners.stream().anyMatch(l -> l.port() == settings.port() && l.loopbackOnly())) {
      return "it listens there on 127.0.0.1 only: bind to 0.0.0.0";
    }
    String ports =
        listeners.stream()
            .map(Listener::port)
            .distinct()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return "it listens on port " + ports + " instead: make it bind to 0.0.0.0:$PORT";
  }

  Health.Failed exited(Slot slot, Instance instance, State.Exited exited) {
    Optional<Excess> excess = excesses.of(instance.id());
    String why =
        excess
            .map(Excess::because)
            .orElseGet(() -> exited.oomKilled() ? tooLittleMemory(slot, instance) : "");
    Optional<String> code =
        excess
            .map(e -> Excess.CODE)
            .or(() -> exited.oomKilled() ? Optional.of("R15") : Optional.empty());
    String message = "%s exited with status %d%s.".formatted(slot, exited.code(), why);
    return new Health.Failed(
        new Cause(message, code, OptionalInt.of(exited.code())), lastLines(instance));
  }

  private static String tooLittleMemory(Slot slot, Instance instance) {
    return " because it needed more than %d MB of memory (R15): give it more with `paas ps:type %s=1g`"
        .formatted(instance.memoryBytes() >> 20, slot.type());
  }

  private String lastLines(Instance instance) {
    List<String> lines = journal.tail(instance, LAST_LINES);
    return lines.isEmpty()
        ? "It printed nothing."
        : "Its last lines:\n  " + String.join("\n  ", lines);
  }
}
