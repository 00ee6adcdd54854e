package paas.platform.api.fixed;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.List;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;

/** What an app could have in the dialect and never has here. */
@Resource("/apps/{app}")
final class AppExtrasController {
  /** What `heroku ps:exec`, `ps:forward`, `ps:copy` and `ps:socks` look for first. */
  private static final String EXEC = "runtime-heroku-exec";

  @Get("/addons")
  @Allows(Permission.APP_READ)
  List<Shape> addons() {
    return List.of();
  }

  @Post("/addons")
  @Allows(Permission.APP_WRITE)
  Shape addon() {
    throw Rejected.invalid(
        "There are no add-ons here: run the service yourself, as an app with a volume or elsewhere,"
            + " and name it by a config var.");
  }

  @Get("/addon-attachments")
  @Allows(Permission.APP_READ)
  List<Shape> attachments() {
    return List.of();
  }

  @Get("/features")
  @Allows(Permission.APP_READ)
  List<Shape> features() {
    return List.of();
  }

  @Get("/features/{feature}")
  @Allows(Permission.APP_READ)
  Shape feature(String feature) {
    if (feature.equals(EXEC)) {
      throw Rejected.notFound(
          "app_feature",
          "`heroku ps:exec` and what builds on it go by Heroku's own SSH servers. Here it is `paas"
              + " ps:exec web.1 -- bash`, `paas ps:forward` and `paas ps:copy`.");
    }
    throw Rejected.notFound("app_feature", "There is no feature of that name.");
  }

  @Get("/pipeline-couplings")
  @Allows(Permission.APP_READ)
  Shape coupling() {
    throw Rejected.notFound("pipeline_coupling", "This app is in no pipeline.");
  }

  @Get("/webhooks")
  @Allows(Permission.APP_READ)
  List<Shape> webhooks() {
    return List.of();
  }

  @Post("/webhooks")
  @Allows(Permission.APP_WRITE)
  Shape webhook() {
    throw Rejected.invalid(
        "There are no outgoing webhooks here; `paas webhooks:incoming` deploys what is pushed to a"
            + " git host.");
  }
}
