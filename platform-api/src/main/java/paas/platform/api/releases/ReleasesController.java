package paas.platform.api.releases;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.util.List;
import java.util.Map;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;

/** An app's releases; a rollback makes a new one. */
@Resource("/apps/{app}/releases")
final class ReleasesController {
  private final ReleaseList list;
  private final ReleaseShapes shapes;
  private final Versions versions;
  private final Rollbacks rollbacks;

  ReleasesController(
      ReleaseList list, ReleaseShapes shapes, Versions versions, Rollbacks rollbacks) {
    this.list = list;
    this.shapes = shapes;
    this.versions = versions;
    this.rollbacks = rollbacks;
  }

  @Get
  @Allows(Permission.APP_READ)
  HttpResponse<List<Shape>> list(HttpRequest<?> request, AppCall call) {
    return list.answer(request, call.app());
  }

  @Get("/{release}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String release) {
    return shapes.of(call.app(), versions.find(call.app(), release));
  }

  @Get("/{release}/config-vars")
  @Allows(Permission.APP_READ)
  Map<String, String> config(AppCall call, String release) {
    return versions.find(call.app(), release).config().plain();
  }

  /** {@code release} names what to go back to; releasing a slug by hand is not for clients. */
  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape create(AppCall call, Body body) {
    Input input = body.json();
    String to =
        input
            .reference("release", "id", "version")
            .orElseThrow(() ->
                Rejected.invalid(
                    "'release' is missing from the request: name the release to go back to."));
    return shapes.of(call.app(), rollbacks.perform(call, versions.find(call.app(), to)));
  }
}
