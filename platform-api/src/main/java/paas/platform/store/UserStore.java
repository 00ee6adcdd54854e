package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.fault.Rejected;
import paas.platform.store.row.AppRow;
import paas.platform.store.row.AppRows;
import paas.platform.store.row.UserRow;
import paas.platform.store.row.UserRows;

/** The people and machines that may sign in. */
@Singleton
public class UserStore {
  private final Transactions transactions;
  private final UserRows users;
  private final AppRows apps;

  UserStore(Transactions transactions, UserRows users, AppRows apps) {
    this.transactions = transactions;
    this.users = users;
    this.apps = apps;
  }

  /** An address that has an account is a conflict. */
  public User create(Email email, boolean admin, Instant at) {
    User user = new User(UUID.randomUUID(), email, admin, Stamp.of(at));
    return transactions.write(
        () -> {
          users.save(new UserRow(user.id(), email.value(), admin, user.createdAt()));
          return user;
        },
        () -> Rejected.conflict("User " + email + " exists already: there is nothing to do."));
  }

  public Optional<User> find(UUID id) {
    return transactions.read(() -> users.findById(id)).map(UserStore::user);
  }

  public Optional<User> find(Email email) {
    return transactions.read(() -> users.named(email.value())).map(UserStore::user);
  }

  /** By e-mail address. */
  public List<User> all() {
    return transactions.read(users::all).stream().map(UserStore::user).toList();
  }

  /**
   * With their tokens, collaborations and accounts at git hosts; what they set up in apps stays.
   * Refused while they own an app. Idempotent.
   */
  public void delete(UUID id) {
    transactions.write(() -> {
      List<AppRow> owned = apps.ownedBy(id);
      if (!owned.isEmpty()) {
        throw Rejected.conflict(
            "The user owns "
                + owned.stream().map(AppRow::name).collect(Collectors.joining(", "))
                + ": give each to somebody else first (`paas apps:transfer EMAIL --app NAME`),"
                + " or destroy it.");
      }
      return users.remove(id);
    });
  }

  static User user(UserRow row) {
    return new User(row.id(), new Email(row.email()), row.admin(), row.createdAt());
  }
}
