package paas.platform.api.apps;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.util.List;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.guard.Roles;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.deploy.Journal;
import paas.platform.deploy.NetworkLinks;
import paas.platform.fault.Rejected;

/** Which other apps' instances an app's reach, and are reached by. */
@Resource("/apps/{app}/network-links")
final class NetworkLinksController {
  private final NetworkLinks links;
  private final Roles roles;
  private final Journal journal;

  NetworkLinksController(NetworkLinks links, Roles roles, Journal journal) {
    this.links = links;
    this.roles = roles;
    this.journal = journal;
  }

  @Get
  @Allows(Permission.APP_READ)
  HttpResponse<List<Shape>> list(AppCall call) {
    return HttpResponse.ok(
        links.of(call.app()).stream().map(peer -> shape(call.app(), peer)).toList());
  }

  /** {@code app} is a name or an id, plain or in an object: one that the caller may change too. */
  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape add(AppCall call, Body body) {
    Input input = body.json();
    App peer =
        roles.visible(
            call.user(), input.reference("app", "name", "id").orElseGet(() -> input.need("app")));
    if (!Permission.APP_WRITE.permits(roles.of(call.user(), peer))) {
      throw Rejected.forbidden("You may not change app '" + peer.name() + "', only see it.");
    }
    if (peer.id().equals(call.app().id())) {
      throw Rejected.invalid("App '" + peer.name() + "' reaches itself without a link.");
    }
    if (links.link(call.app(), peer)) {
      tell("Link with app ", call, peer);
    }
    return shape(call.app(), peer);
  }

  /** Who may change one end may cut the link. */
  @Delete("/{peer}")
  @Allows(Permission.APP_WRITE)
  Shape remove(AppCall call, String peer) {
    App found =
        links.of(call.app()).stream()
            .filter(each -> each.name().value().equals(peer) || each.id().toString().equals(peer))
            .findFirst()
            .orElseThrow(() ->
                Rejected.notFound(
                    "link",
                    "The app is not linked with '" + peer + "': see `paas network:links`."));
    if (links.unlink(call.app(), found)) {
      tell("Unlink from app ", call, found);
    }
    return shape(call.app(), found);
  }

  private void tell(String what, AppCall call, App peer) {
    String by = " by user " + call.user().email();
    journal.event(call.app().id(), what + peer.name() + by);
    journal.event(peer.id(), what + call.app().name() + by);
  }

  private static Shape shape(App app, App peer) {
    return Shape.empty()
        .with("app", AppShapes.reference(app))
        .with("peer", AppShapes.reference(peer))
        .with("hostname", "web." + peer.name() + ".internal");
  }
}
