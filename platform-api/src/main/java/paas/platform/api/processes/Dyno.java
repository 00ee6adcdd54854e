package paas.platform.api.processes;

import java.time.Instant;
import java.util.UUID;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.deploy.InstanceView;
import paas.platform.formation.Size;
import paas.platform.oneoff.Plan;
import paas.platform.oneoff.Running;
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
    Instant since) {

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
        view.since());
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
        one.since());
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
        plan.madeAt());
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
        .with("app", Shape.reference(app.id().value(), app.name().value()))
        .with("created_at", since)
        .with("updated_at", since)
        .none("attach_url");
  }
}
