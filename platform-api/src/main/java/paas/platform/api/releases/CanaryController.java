package paas.platform.api.releases;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;
import paas.platform.release.Canary;
import paas.platform.release.Percent;
import paas.platform.store.CanaryStore;

/** The release of an app that is tried with a part of its requests. */
@Resource("/apps/{app}/canary")
final class CanaryController {
  private final CanaryStore canaries;
  private final Canaries changes;
  private final Versions versions;

  CanaryController(CanaryStore canaries, Canaries changes, Versions versions) {
    this.canaries = canaries;
    this.changes = changes;
    this.versions = versions;
  }

  @Get
  @Allows(Permission.APP_READ)
  Shape info(AppCall call) {
    return shape(
        call,
        canaries
            .of(call.app().id())
            .orElseThrow(() ->
                Rejected.notFound(
                    "canary",
                    "The app has no canary: start one with `paas releases:canary VERSION --percent"
                        + " 10`.")));
  }

  /**
   * {@code release} names the one whose build is to be tried, {@code percent} its part; {@code
   * force} starts it even where there may be no room for it.
   */
  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape start(AppCall call, Body body) {
    Input input = body.json();
    String of =
        input
            .reference("release", "id", "version")
            .orElseThrow(() -> Rejected.invalid("'release' is missing from the request."));
    Percent percent = Percent.parse(input.need("percent"));
    boolean force = input.flag("force").orElse(false);
    return shape(call, changes.start(call, versions.find(call.app(), of), percent, force));
  }

  @Patch
  @Allows(Permission.APP_WRITE)
  Shape weigh(AppCall call, Body body) {
    Input input = body.json();
    boolean force = input.flag("force").orElse(false);
    return shape(call, changes.weigh(call, Percent.parse(input.need("percent")), force));
  }

  @Post("/actions/promote")
  @Status(HttpStatus.ACCEPTED)
  @Allows(Permission.APP_WRITE)
  Shape promote(AppCall call) {
    return shape(call, changes.promote(call));
  }

  @Delete
  @Status(HttpStatus.ACCEPTED)
  @Allows(Permission.APP_WRITE)
  Shape abort(AppCall call) {
    return shape(call, changes.abort(call));
  }

  private static Shape shape(AppCall call, Canary canary) {
    return Shape.empty()
        .with("id", canary.release())
        .with(
            "release",
            Shape.empty().with("id", canary.release()).with("version", canary.version().number()))
        .with("percent", canary.percent().value())
        .with("stage", canary.stage().word())
        .with("app", Shape.reference(call.app().id().value(), call.app().name().value()));
  }
}
