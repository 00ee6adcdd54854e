package paas.platform.api.processes;

import java.time.Duration;
import java.util.Optional;
import paas.platform.api.wire.Input;
import paas.platform.formation.Isolation;
import paas.platform.formation.IsolationChange;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.RunAs;
import paas.platform.formation.Size;
import paas.platform.formation.Ulimits;

/** The settings of a process type as a client wants them; those that it does not name stay. */
final class SettingsUpdate {
  private final Input input;

  SettingsUpdate(Input input) {
    this.input = input;
  }

  ProcessSettings of(ProcessSettings before) {
    ProcessSettings sized =
        input.text("size", "dyno_size").map(Size::parse).map(before::with).orElse(before);
    ProcessSettings patient = seconds("stop_grace").map(sized::withGrace).orElse(sized);
    ProcessSettings sociable =
        seconds("websocket_grace").map(patient::withWebSocketGrace).orElse(patient);
    ProcessSettings surging = input.has("surge") ? sociable.with(surge()) : sociable;
    return surging.with(isolation(before.isolation()));
  }

  private Optional<Duration> seconds(String member) {
    return input.integer(member).map(Duration::ofSeconds);
  }

  private Optional<Integer> surge() {
    return input.text("surge").filter("auto"::equals).isPresent()
        ? Optional.empty()
        : input.integer("surge");
  }

  private Isolation isolation(Isolation before) {
    return new IsolationChange(
            input.text("user").map(RunAs::parse),
            input.flag("read_only"),
            input.text("tmpfs"),
            input.text("ulimits").map(Ulimits::parse))
        .of(before);
  }
}
