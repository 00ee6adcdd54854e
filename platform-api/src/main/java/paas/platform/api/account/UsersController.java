package paas.platform.api.account;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Email;
import paas.platform.access.Permission;
import paas.platform.access.User;
import paas.platform.api.Deeds;
import paas.platform.api.range.Attribute;
import paas.platform.api.range.Listing;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Ids;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;
import paas.platform.store.TokenStore;
import paas.platform.store.UserStore;

/** All users; our own extension, for admins. A new user's first token is shown this once. */
@Resource("/users")
final class UsersController {
  private static final Listing<User> LISTING =
      new Listing<>(Attribute.text("email", user -> user.email().value()), Attribute.id(User::id));

  private final UserStore users;
  private final KnownUsers known;
  private final TokenStore tokens;
  private final InstantSource clock;

  UsersController(UserStore users, KnownUsers known, TokenStore tokens, InstantSource clock) {
    this.users = users;
    this.known = known;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Get("/~")
  @Allows(Permission.SELF)
  Shape self(User user) {
    return AccountShape.of(user);
  }

  @Get
  @Allows(Permission.ADMIN)
  HttpResponse<List<Shape>> list(HttpRequest<?> request) {
    return LISTING.answer(request, users.all(), AccountShape::of);
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.ADMIN)
  Shape create(User caller, Body body) {
    Input input = body.json();
    Email email = new Email(input.need("email"));
    User user = users.create(email, input.flag("admin").orElse(false), clock.instant());
    Deeds.tell(caller, "Add " + (user.admin() ? "admin " : "user ") + email);
    return withToken(user, "first token");
  }

  @Get("/{user:[^/]+}")
  @Allows(Permission.ADMIN)
  Shape info(String user) {
    return AccountShape.of(named(user));
  }

  @Delete("/{user:[^/]+}")
  @Allows(Permission.ADMIN)
  Shape delete(User caller, String user) {
    User leaver = named(user);
    if (leaver.id().equals(caller.id())) {
      throw Rejected.conflict("You cannot delete yourself: ask another admin.");
    }
    users.delete(leaver.id());
    Deeds.tell(caller, "Remove user " + leaver.email());
    return AccountShape.of(leaver);
  }

  /** Another first token: for who lost theirs, or whose tokens were revoked. */
  @Post("/{user:[^/]+}/authorizations")
  @Status(HttpStatus.CREATED)
  @Allows(Permission.ADMIN)
  Shape issue(User caller, String user) {
    User theirs = named(user);
    Shape shape = withToken(theirs, "issued by an admin");
    Deeds.tell(caller, "Issue a token for " + theirs.email());
    return shape;
  }

  /** Ends all tokens of a user, who stays; streams that they opened end too. */
  @Delete("/{user:[^/]+}/authorizations")
  @Allows(Permission.ADMIN)
  Shape revoke(User caller, String user) {
    User locked = named(user);
    if (locked.id().equals(caller.id())) {
      throw Rejected.conflict(
          "You cannot revoke all tokens of your own, this one among them: ask another admin.");
    }
    Shape shape = AccountShape.of(locked).with("revoked", tokens.revokeAll(locked.id()));
    Deeds.tell(caller, "Revoke all tokens of " + locked.email());
    return shape;
  }

  private Shape withToken(User user, String description) {
    String token = tokens.issue(user.id(), description, Optional.empty());
    return AccountShape.of(user)
        .with("access_token", Shape.empty().with("token", token).none("expires_in"));
  }

  private User named(String name) {
    return known.named(Ids.email(name));
  }
}
