package paas.platform.api.processes;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.deploy.InstanceView;
import paas.platform.deploy.Reading;
import paas.platform.formation.Size;
import paas.platform.oneoff.Plan;
import paas.platform.oneoff.Running;
import paas.platform.plan.Cause;
import paas.platform.release.ReleaseVersion;

/** One container of an app as the API shows it: an instance, or a one-off. */
public record Dyno(
    App app,
    UUID id,
    String name,
    String state,
    String command,
    Size size,
    ReleaseVersion release,
    UUID releaseId,
    Instant since,
    boolean canary,
    Optional<Cause> crash,
    Optional<Reading> usage) {

  static Dyno of(App app, InstanceView view, UUID releaseId) {
    return new Dyno(
        app,
        view.id(),
        view.slot().toString(),
        view.state(),
        view.command(),
        view.size(),
        view.release(),
        releaseId,
        view.since(),
        view.slot().isTrial(),
        view.crash(),
        view.usage());
  }

  static Dyno of(App app, Running one, UUID releaseId) {
    return new Dyno(
        app,
        one.id(),
        one.name(),
        one.state(),
        one.command(),
        one.size(),
        one.release(),
        releaseId,
        one.since(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** One that is about to start. */
  public static Dyno of(Plan plan) {
    return new Dyno(
        plan.app(),
        plan.id(),
        plan.name(),
        "starting",
        plan.command(),
        plan.size(),
        plan.release().version(),
        plan.release().id(),
        plan.madeAt(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  String type() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  public Shape shape() {
    return Shape.empty()
        .with("id", id)
        .with("name", name)
        .with("type", type())
        .with("state", state)
        .with("size", size.text())
        .with("command", command)
        .with("release", Shape.empty().with("id", releaseId).with("version", release.number()))
        .with("canary", canary)
        .with("app", Shape.reference(app.id().value(), app.name().value()))
        .with("created_at", since)
        .with("updated_at", since)
        .withObject("crash", crash.map(Dyno::shape))
        .withObject("usage", usage.map(Dyno::shape))
        .none("attach_url");
  }

  private static Shape shape(Cause cause) {
    Shape shape = Shape.empty().with("message", cause.message()).with("code", cause.code());
    return cause.exitCode().isPresent()
        ? shape.with("exit_code", cause.exitCode().getAsInt())
        : shape.none("exit_code");
  }

  private static Shape shape(Reading usage) {
    return Shape.empty()
        .with("memory_bytes", usage.memoryBytes())
        .with("memory_limit_bytes", usage.limitBytes())
        .with("cpus", usage.cpus().map(cpus -> String.format(Locale.ROOT, "%.3f", cpus)))
        .with("received_bytes", usage.receivedBytes())
        .with("sent_bytes", usage.sentBytes());
  }
}
