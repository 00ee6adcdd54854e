package paas.platform.api.processes;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.deploy.Examination;
import paas.platform.health.Answer;
import paas.platform.health.HealthOverride;
import paas.platform.health.HealthPlan;
import paas.platform.health.Healthcheck;
import paas.platform.health.Wording;
import paas.platform.release.ProcessType;

/** Health checks, and what they came to, as the API shows them. */
final class HealthShapes {
  private HealthShapes() {}

  static Shape of(App app, ProcessType type, HealthPlan plan, HealthOverride owner) {
    String name = "checks of " + type + " of " + app.id();
    return Shape.empty()
        .with("id", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
        .with("type", type.name())
        .with("enabled", owner.enabled())
        .with("checks", plan.all().stream().map(HealthShapes::of).toList())
        .with("app", Shape.reference(app.id().value(), app.name().value()));
  }

  private static Shape of(Healthcheck check) {
    Shape settings = Shape.empty();
    for (Map.Entry<String, String> word : Wording.of(check).entrySet()) {
      settings.with(word.getKey(), word.getValue());
    }
    return Shape.empty().with("source", check.source().word()).with("settings", settings);
  }

  static Shape of(Examination.Outcome outcome) {
    Answer.Probe probe = outcome.answer().probe();
    return of(outcome.check())
        .with("result", result(outcome.answer()))
        .with("asked", probe.asked())
        .with("answer", probe.came())
        .with("excerpt", probe.excerpt())
        .with("took_ms", probe.took().toMillis());
  }

  private static String result(Answer answer) {
    return switch (answer) {
      case Answer.Well w -> "passed";
      case Answer.Ill i -> "failed";
      case Answer.Silent s -> "failed";
      case Answer.Unasked u -> "unknown";
    };
  }
}
