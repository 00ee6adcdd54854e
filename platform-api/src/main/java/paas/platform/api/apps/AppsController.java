package paas.platform.api.apps;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import java.util.List;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.access.User;
import paas.platform.api.Deeds;
import paas.platform.api.guard.AppCall;
import paas.platform.api.range.Attribute;
import paas.platform.api.range.Listing;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.app.AppName;
import paas.platform.store.AppStore;

/** Apps: listed, made, shown, changed, destroyed. */
@Resource
final class AppsController {
  private static final Listing<App> LISTING =
      new Listing<>(
          Attribute.text("name", app -> app.name().value()),
          Attribute.id(app -> app.id().value()),
          Attribute.text("updated_at", app -> app.updatedAt().toString()));

  private final AppStore apps;
  private final AppShapes shapes;
  private final AppChanges changes;

  AppsController(AppStore apps, AppShapes shapes, AppChanges changes) {
    this.apps = apps;
    this.shapes = shapes;
    this.changes = changes;
  }

  /** All that the caller has a part in; an admin has one in every app. */
  @Get("/apps")
  @Allows(Permission.USER)
  HttpResponse<List<Shape>> list(HttpRequest<?> request, User user) {
    List<App> visible = user.admin() ? apps.all() : apps.visibleTo(user.id());
    return LISTING.answer(request, visible, shapes.many());
  }

  @Get("/users/~/apps")
  @Allows(Permission.SELF)
  HttpResponse<List<Shape>> own(HttpRequest<?> request, User user) {
    return LISTING.answer(request, apps.visibleTo(user.id()), shapes.many());
  }

  /** Without a name one is made up. */
  @Post("/apps")
  @Status(HttpStatus.CREATED)
  @Allows(Permission.USER)
  Shape create(User user, Body body) {
    Input input = body.json();
    return shapes.of(changes.create(user, input.text("name").map(AppName::new)));
  }

  @Get("/apps/{app}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call) {
    return shapes.of(call.app());
  }

  /** PUT too, as one client renames with it. */
  @Patch("/apps/{app}")
  @Allows(Permission.APP_WRITE)
  Shape update(AppCall call, Body body) {
    return shapes.of(changes.update(call, body.json()));
  }

  @Put("/apps/{app}")
  @Allows(Permission.APP_WRITE)
  Shape replace(AppCall call, Body body) {
    return update(call, body);
  }

  @Delete("/apps/{app}")
  @Allows(Permission.APP_OWNER)
  Shape destroy(AppCall call) {
    Shape last = shapes.of(call.app());
    changes.destroy(call);
    Deeds.tell(call.user(), "Destroy app " + call.app().name());
    return last;
  }
}
