package paas.platform.api.releases;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Status;
import java.util.List;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.BuildAccess;
import paas.platform.api.guard.AppCall;
import paas.platform.api.logs.BuildLinks;
import paas.platform.api.range.Attribute;
import paas.platform.api.range.Listing;
import paas.platform.api.wire.Ids;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.fault.Rejected;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStore;

/** An app's builds: shown, and cancelled while they wait or run. */
@Resource("/apps/{app}/builds")
final class BuildsController {
  private static final int MOST = 1001;
  private static final Listing<BuildRecord> LISTING =
      new Listing<>(
          Attribute.text("created_at", build -> build.createdAt().toString()),
          Attribute.text("started_at", build -> build.createdAt().toString()),
          Attribute.id(BuildRecord::id));

  private final BuildStore builds;
  private final BuildAccess access;
  private final BuildShapes shapes;
  private final BuildLinks links;

  BuildsController(BuildStore builds, BuildAccess access, BuildShapes shapes, BuildLinks links) {
    this.builds = builds;
    this.access = access;
    this.shapes = shapes;
    this.links = links;
  }

  /** Output is offered for one build at a time, as each link to it is a secret that is kept. */
  @Get
  @Allows(Permission.APP_READ)
  HttpResponse<List<Shape>> list(HttpRequest<?> request, AppCall call) {
    return LISTING.answer(
        request,
        builds.of(call.app().id(), MOST),
        build -> shapes.of(call.app(), build, Optional.empty()));
  }

  @Get("/{build}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String build) {
    BuildRecord found = find(call.app(), build);
    return shapes.of(call.app(), found, Optional.of(links.issue(call.caller(), found)));
  }

  @Delete("/{build}")
  @Status(HttpStatus.ACCEPTED)
  @Allows(Permission.APP_WRITE)
  Shape cancel(AppCall call, String build) {
    BuildRecord found = find(call.app(), build);
    access.cancel(call.app().id(), found.id());
    return shapes.of(call.app(), found, Optional.empty());
  }

  private BuildRecord find(App app, String id) {
    return Ids.parse(id)
        .flatMap(builds::find)
        .filter(build -> build.app().equals(app.id()))
        .orElseThrow(
            () -> Rejected.notFound("build", "Couldn't find that build: see `paas builds`."));
  }
}
