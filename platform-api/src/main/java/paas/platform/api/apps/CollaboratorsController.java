package paas.platform.api.apps;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.access.User;
import paas.platform.api.account.KnownUsers;
import paas.platform.api.guard.AppCall;
import paas.platform.api.guard.Roles;
import paas.platform.api.range.Attribute;
import paas.platform.api.range.Listing;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Ids;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.store.CollaboratorStore;
import paas.platform.store.UserStore;

/** Who has a part in an app: its owner, and whom the owner let in. */
@Resource("/apps/{app}/collaborators")
final class CollaboratorsController {
  private static final Listing<User> LISTING =
      new Listing<>(Attribute.text("email", user -> user.email().value()), Attribute.id(User::id));

  private final CollaboratorStore collaborators;
  private final UserStore users;
  private final KnownUsers known;
  private final Roles roles;
  private final Journal journal;
  private final InstantSource clock;

  CollaboratorsController(
      CollaboratorStore collaborators,
      UserStore users,
      KnownUsers known,
      Roles roles,
      Journal journal,
      InstantSource clock) {
    this.collaborators = collaborators;
    this.users = users;
    this.known = known;
    this.roles = roles;
    this.journal = journal;
    this.clock = clock;
  }

  @Get
  @Allows(Permission.APP_READ)
  HttpResponse<List<Shape>> list(HttpRequest<?> request, AppCall call) {
    return LISTING.answer(request, all(call.app()), user -> shape(call.app(), user));
  }

  @Get("/{collaborator:[^/]+}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String collaborator) {
    return shape(call.app(), named(call.app(), collaborator));
  }

  /** {@code user} is an e-mail address or an id, plain or in an object. */
  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_OWNER)
  Shape add(AppCall call, Body body) {
    User user = wanted(body.json());
    if (user.id().equals(call.app().owner())) {
      throw Rejected.invalid(user.email() + " owns this app already.");
    }
    collaborators.add(call.app().id(), user.id(), clock.instant());
    journal.event(
        call.app().id(), "Add collaborator " + user.email() + " by user " + call.user().email());
    return shape(call.app(), user);
  }

  private User wanted(Input input) {
    return known.named(input.reference("user", "email", "id").orElseGet(() -> input.need("email")));
  }

  /** By the owner, or by the collaborator in question: who was let in may leave. */
  @Delete("/{collaborator:[^/]+}")
  @Allows(Permission.APP_WRITE)
  Shape remove(AppCall call, String collaborator) {
    User leaver = named(call.app(), collaborator);
    if (leaver.id().equals(call.app().owner())) {
      throw Rejected.forbidden(
          "The owner cannot be removed from an app: give it to somebody else first, by"
              + " `paas apps:transfer`.");
    }
    if (!leaver.id().equals(call.user().id())
        && !Permission.APP_OWNER.permits(roles.of(call.user(), call.app()))) {
      throw Rejected.forbidden("Only the app's owner may remove another collaborator.");
    }
    collaborators.remove(call.app().id(), leaver.id());
    journal.event(
        call.app().id(),
        "Remove collaborator " + leaver.email() + " by user " + call.user().email());
    return shape(call.app(), leaver);
  }

  private List<User> all(App app) {
    List<User> all = new ArrayList<>(users.find(app.owner()).stream().toList());
    all.addAll(collaborators.of(app.id()));
    return all;
  }

  private User named(App app, String emailOrId) {
    return all(app).stream()
        .filter(user ->
            user.email().value().equalsIgnoreCase(Ids.email(emailOrId))
                || user.id().toString().equals(emailOrId)
                || id(app, user).toString().equals(emailOrId))
        .findFirst()
        .orElseThrow(() -> Rejected.notFound("collaborator", "Couldn't find that collaborator."));
  }

  private static UUID id(App app, User user) {
    byte[] seed = (user.id() + " on " + app.id()).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(seed);
  }

  private static Shape shape(App app, User user) {
    boolean owner = user.id().equals(app.owner());
    return Shape.empty()
        .with("id", id(app, user))
        .with("role", owner ? "owner" : "collaborator")
        .with(
            "user",
            Shape.empty()
                .with("id", user.id())
                .with("email", user.email().value())
                .with("federated", false))
        .with("app", AppShapes.reference(app))
        .texts("permissions", List.of())
        .with("created_at", app.createdAt())
        .with("updated_at", app.createdAt());
  }
}
