package paas.platform.api.fixed;

import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.List;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;

/**
 * What clients of the dialect ask for and this platform has not, each with what there is instead.
 */
@Resource
final class NotHereController {
  @Post("/account/keys")
  @Allows(Permission.SELF)
  Shape addKey() {
    throw Rejected.invalid(
        "SSH keys have no use here: git comes over HTTP and shows an API token, for which"
            + " `paas git:remote` sets it up.");
  }

  @Delete("/account/keys/{key}")
  @Allows(Permission.SELF)
  Shape removeKey(String key) {
    throw Rejected.notFound("key", "There are no SSH keys here: nothing has to be removed.");
  }

  @Get("/oauth/sessions")
  @Allows(Permission.SELF)
  List<Shape> sessions() {
    return List.of();
  }

  @Get("/addon-services")
  @Allows(Permission.USER)
  List<Shape> addonServices() {
    return List.of();
  }

  @Get("/addon-services/{service}/plans")
  @Allows(Permission.USER)
  Shape addonPlans(String service) {
    throw noAddon();
  }

  /** How clients look for the add-on that a name means. */
  @Post("/actions/addons/resolve")
  @Allows(Permission.USER)
  Shape resolveAddon() {
    throw noAddon();
  }

  @Post("/actions/addon-attachments/resolve")
  @Allows(Permission.USER)
  Shape resolveAttachment() {
    throw noAddon();
  }

  private static Rejected noAddon() {
    return Rejected.notFound(
        "add_on",
        "There are no add-ons here: run the service yourself, as an app with a volume or elsewhere,"
            + " and name it by a config var.");
  }

  @Post("/pipelines")
  @Allows(Permission.USER)
  Shape createPipeline() {
    throw Rejected.invalid(
        "There are no pipelines here: make an app for each stage; `paas releases:canary` tries a"
            + " release with a part of the requests.");
  }

  @Get("/pipelines/{pipeline}")
  @Allows(Permission.USER)
  Shape pipeline(String pipeline) {
    throw Rejected.notFound("pipeline", "There are no pipelines here: an app is in none.");
  }

  @Post("/teams/apps")
  @Allows(Permission.USER)
  Shape createInTeam() {
    throw Rejected.invalid(
        "There are no teams and spaces here: create the app without, and let others in by"
            + " `paas access:add`.");
  }

  @Get("/apps/{app}/webhook-deliveries")
  @Allows(Permission.APP_READ)
  List<Shape> webhookDeliveries() {
    return List.of();
  }
}
