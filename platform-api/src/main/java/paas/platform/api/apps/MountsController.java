package paas.platform.api.apps;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.InstantSource;
import java.util.List;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.guard.Roles;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.app.DomainName;
import paas.platform.app.edge.Mount;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.store.AppStore;
import paas.platform.store.MountStore;
import paas.router.http.PathPrefix;

/** Paths of an app's domains that another app answers. */
@Resource("/apps/{app}/mounts")
final class MountsController {
  private final MountStore mounts;
  private final AppStore apps;
  private final Roles roles;
  private final Fleet fleet;
  private final Journal journal;
  private final InstantSource clock;

  MountsController(
      MountStore mounts,
      AppStore apps,
      Roles roles,
      Fleet fleet,
      Journal journal,
      InstantSource clock) {
    this.mounts = mounts;
    this.apps = apps;
    this.roles = roles;
    this.fleet = fleet;
    this.journal = journal;
    this.clock = clock;
  }

  @Get
  @Allows(Permission.APP_READ)
  List<Shape> list(AppCall call) {
    return mounts.of(call.app().id()).stream().map(mount -> shape(call.app(), mount)).toList();
  }

  /** {@code target} is a name or an id, of an app that the caller may change too. */
  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape add(AppCall call, Body body) {
    Input input = body.json();
    DomainName host = DomainName.parse(input.need("hostname").strip());
    PathPrefix path = path(input.need("path").strip());
    App target =
        roles.visible(
            call.user(),
            input.reference("target", "name", "id").orElseGet(() -> input.need("target")));
    if (!Permission.APP_WRITE.permits(roles.of(call.user(), target))) {
      throw Rejected.forbidden("You may not change app '" + target.name() + "', only see it.");
    }
    if (target.id().equals(call.app().id())) {
      throw Rejected.invalid("Domain '" + host + "' leads to this app already, with every path.");
    }
    Mount added = mounts.add(call.app().id(), host, path, target.id(), clock.instant());
    tell(call, "Lead " + added + " to app " + target.name(), added);
    return shape(call.app(), added);
  }

  private static PathPrefix path(String text) {
    String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    if (bare.isEmpty() || !PathPrefix.isValid(bare)) {
      throw Rejected.invalid(
          "A path begins with a slash and has plain segments, such as /api or /shop/v2.");
    }
    return new PathPrefix(bare);
  }

  @Delete("/{mount}")
  @Allows(Permission.APP_WRITE)
  Shape remove(AppCall call, String mount) {
    Mount found =
        mounts.of(call.app().id()).stream()
            .filter(each -> each.id().toString().equals(mount))
            .findFirst()
            .orElseThrow(
                () -> Rejected.notFound("mount", "None of the app's domains has that path."));
    mounts.remove(call.app().id(), found.id());
    tell(call, "Lead " + found + " to another app no more", found);
    return shape(call.app(), found);
  }

  /** The target's loop publishes the route. */
  private void tell(AppCall call, String what, Mount mount) {
    String by = " by user " + call.user().email();
    journal.event(call.app().id(), what + by);
    journal.event(mount.target(), what + by);
    fleet.wake(mount.target());
  }

  private Shape shape(App app, Mount mount) {
    return Shape.empty()
        .with("id", mount.id())
        .with("hostname", mount.host().value())
        .with("path", mount.path().value())
        .withObject("target", apps.find(mount.target()).map(AppShapes::reference))
        .with("app", AppShapes.reference(app))
        .with("created_at", mount.createdAt());
  }
}
