package paas.platform.api.processes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.autoscale.Autoscale;
import paas.platform.autoscale.Target;
import paas.platform.release.ProcessType;
import paas.platform.scaling.Account;

/** Autoscaling as the API shows it. */
final class AutoscaleShapes {
  private AutoscaleShapes() {}

  static Shape of(
      App app, ProcessType type, Autoscale settings, int quantity, Optional<Account> account) {
    String name = "autoscale of " + type + " of " + app.id();
    List<Account.Entry> decisions = account.map(Account::decisions).orElse(List.of());
    return Shape.empty()
        .with("id", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
        .with("type", type.name())
        .with("min", settings.min())
        .with("max", settings.max())
        .withObject("target", settings.target().map(AutoscaleShapes::of))
        .with("idle_seconds", settings.idle().map(Duration::toSeconds).orElse(0L))
        .with("quantity", quantity)
        .with("judgement", account.map(Account::why))
        .with("decisions", decisions.stream().map(AutoscaleShapes::of).toList())
        .with("app", Shape.reference(app.id().value(), app.name().value()));
  }

  private static Shape of(Target target) {
    return Shape.empty()
        .with("metric", target.metric().word())
        .with("value", target.value())
        .with("text", target.toString());
  }

  private static Shape of(Account.Entry entry) {
    return Shape.empty()
        .with("at", entry.at())
        .with("from", entry.from())
        .with("to", entry.to())
        .with("reason", entry.why());
  }
}
