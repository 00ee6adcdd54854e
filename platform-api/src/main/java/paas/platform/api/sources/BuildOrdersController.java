package paas.platform.api.sources;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.BuildAccess;
import paas.platform.api.guard.AppCall;
import paas.platform.api.releases.BuildAnswers;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.store.BuildOrder;

/**
 * Asks for a deploy without git: of an archive as the field knows it, and, which is our own, of an
 * image. Both answer with a build, which goes its way whether or not anybody waits for it.
 */
@Resource("/apps/{app}")
final class BuildOrdersController {
  private final BuildAccess builds;
  private final Orders orders;
  private final BuildAnswers answers;

  BuildOrdersController(BuildAccess builds, Orders orders, BuildAnswers answers) {
    this.builds = builds;
    this.orders = orders;
    this.answers = answers;
  }

  @Post("/builds")
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape build(AppCall call, Body body) {
    Input input = body.json();
    return order(call, orders.archive(input), orders.version(input));
  }

  @Post("/image-builds")
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape image(AppCall call, Body body) {
    Input input = body.json();
    return order(call, orders.image(input, call.user().admin()), orders.version(input));
  }

  private Shape order(AppCall call, BuildOrder order, String version) {
    String by = call.user().email().value();
    return answers.of(call, builds.order(call.app(), order, version, by));
  }
}
