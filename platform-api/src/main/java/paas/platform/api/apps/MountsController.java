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
import paas.platform.api.Addresses;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.guard.Roles;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.app.DomainName;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.formation.Mount;
import paas.platform.release.ProcessType;
import paas.platform.store.AppStore;
import paas.platform.store.MountStore;
import paas.router.http.PathPrefix;

/** Paths of an app's domains that another app answers, or another process type than web. */
@Resource("/apps/{app}/mounts")
final class MountsController {
  private final MountStore mounts;
  private final AppStore apps;
  private final ProcessTypes types;
  private final Addresses addresses;
  private final Roles roles;
  private final Fleet fleet;
  private final Journal journal;
  private final InstantSource clock;

  MountsController(
      MountStore mounts,
      AppStore apps,
      ProcessTypes types,
      Addresses addresses,
      Roles roles,
      Fleet fleet,
      Journal journal,
      InstantSource clock) {
    this.mounts = mounts;
    this.apps = apps;
    this.types = types;
    this.addresses = addresses;
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

  /**
   * {@code target} is a name or an id, of an app that the caller may change too; without it the app
   * itself. {@code process} is web unless it says otherwise.
   */
  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape add(AppCall call, Body body) {
    Input input = body.json();
    DomainName host = DomainName.parse(input.need("hostname").strip());
    if (addresses.owns(host)) {
      throw Rejected.invalid(
          "Domain '%s' belongs to the platform itself, and none of its paths can lead elsewhere: add a domain of your own, then its path: paas domains:add www.example.com"
              .formatted(host));
    }
    PathPrefix path = path(input.need("path").strip());
    mounts.requireDomain(call.app().id(), host);
    App target = target(call, input);
    ProcessType process =
        input.text("process").map(name -> types.named(target, name)).orElse(ProcessType.WEB);
    if (target.id().equals(call.app().id()) && process.isWeb()) {
      throw Rejected.invalid(
          "Domain '" + host + "' leads to this app's web process already, with every path.");
    }
    requireListening(target, process);
    Mount added = mounts.add(call.app().id(), host, path, target.id(), process, clock.instant());
    tell(call, "Lead " + added + " to " + destination(added, target), added);
    return shape(call.app(), added);
  }

  private App target(AppCall call, Input input) {
    if (!input.has("target") && input.has("process")) {
      return call.app();
    }
    App target =
        roles.visible(
            call.user(),
            input.reference("target", "name", "id").orElseGet(() -> input.need("target")));
    if (!Permission.APP_WRITE.permits(roles.of(call.user(), target))) {
      throw Rejected.forbidden("You may not change app '" + target.name() + "', only see it.");
    }
    return target;
  }

  /** Or what runs now would be taken for broken, and replaced again and again. */
  private void requireListening(App target, ProcessType process) {
    if (process.isWeb()) {
      return;
    }
    fleet
        .deaf(target.id(), process)
        .ifPresent(slot -> {
          throw Rejected.invalid(
              "%s of app '%s' does not listen on $PORT, so no requests can be led to it: have it"
                      .formatted(slot, target.name())
                  + " bind to 0.0.0.0:$PORT, push that, then try again.");
        });
  }

  private static String destination(Mount mount, App target) {
    String process = "process type " + mount.process();
    if (mount.app().equals(target.id())) {
      return process;
    }
    return "app " + target.name() + (mount.process().isWeb() ? "" : ", " + process);
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
    tell(call, "Lead " + found + " elsewhere no more", found);
    return shape(call.app(), found);
  }

  /** The target's loop publishes the route. */
  private void tell(AppCall call, String what, Mount mount) {
    String by = " by user " + call.user().email();
    journal.event(call.app().id(), what + by);
    if (!mount.target().equals(call.app().id())) {
      journal.event(mount.target(), what + by);
    }
    fleet.reroute(List.of(mount.target()));
  }

  private Shape shape(App app, Mount mount) {
    return Shape.empty()
        .with("id", mount.id())
        .with("hostname", mount.host().value())
        .with("path", mount.path().value())
        .withObject("target", apps.find(mount.target()).map(AppShapes::reference))
        .with("process", mount.process().name())
        .with("app", AppShapes.reference(app))
        .with("created_at", mount.createdAt());
  }
}
