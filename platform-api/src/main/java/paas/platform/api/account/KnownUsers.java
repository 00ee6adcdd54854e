package paas.platform.api.account;

import jakarta.inject.Singleton;
import java.util.Optional;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.api.wire.Ids;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;
import paas.platform.store.UserStore;

/** The users whom requests name. */
@Singleton
public final class KnownUsers {
  private final UserStore users;

  KnownUsers(UserStore users) {
    this.users = users;
  }

  /** By e-mail address or id. */
  public User named(String name) {
    Optional<User> user =
        name.contains("@") ? users.find(new Email(name)) : Ids.parse(name).flatMap(users::find);
    return user.orElseThrow(() ->
        Rejected.notFound(
            "user",
            "There is no user of that name here: an admin adds users, by `paas users:add`."));
  }

  public static Shape reference(User user) {
    return Shape.empty().with("id", user.id()).with("email", user.email().value());
  }
}
