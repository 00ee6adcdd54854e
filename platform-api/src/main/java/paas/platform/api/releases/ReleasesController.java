package paas.platform.api.releases;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;
import paas.platform.release.Release;

/** An app's releases; a rollback or a retry makes a new one. */
@Resource("/apps/{app}/releases")
final class ReleasesController {
  private final ReleaseList list;
  private final ReleaseShapes shapes;
  private final Versions versions;
  private final Rollbacks rollbacks;
  private final Retries retries;

  ReleasesController(
      ReleaseList list,
      ReleaseShapes shapes,
      Versions versions,
      Rollbacks rollbacks,
      Retries retries) {
    this.list = list;
    this.shapes = shapes;
    this.versions = versions;
    this.rollbacks = rollbacks;
    this.retries = retries;
  }

  @Get
  @Allows(Permission.APP_READ)
  HttpResponse<List<Shape>> list(HttpRequest<?> request, AppCall call) {
    return list.answer(request, call);
  }

  @Get("/{release}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String release) {
    return shapes.of(call, versions.find(call.app(), release));
  }

  @Get("/{release}/config-vars")
  @Allows(Permission.APP_READ)
  Map<String, String> config(AppCall call, String release) {
    return versions.find(call.app(), release).config().plain();
  }

  /** {@code release} names what to go back to, {@code slug} the build to release again. */
  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape create(AppCall call, Body body) {
    Input input = body.json();
    return shapes.of(
        call,
        input
            .reference("slug", "id")
            .map(slug -> retry(call, slug, input.text("description")))
            .orElseGet(() -> rollBack(call, input)));
  }

  private Release retry(AppCall call, String slug, Optional<String> description) {
    return retries.perform(call, versions.withSlug(call.app(), slug), description);
  }

  private Release rollBack(AppCall call, Input input) {
    String to =
        input
            .reference("release", "id", "version")
            .orElseThrow(() ->
                Rejected.invalid(
                    "'release' is missing from the request: name the release to go back to, or"
                        + " the 'slug' to release again."));
    return rollbacks.perform(call, versions.find(call.app(), to));
  }
}
