package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import paas.platform.access.User;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.store.row.CollaboratorRow;
import paas.platform.store.row.CollaboratorRows;
import paas.platform.store.row.UserRows;

/** Who, beside its owner, may work on an app. */
@Singleton
public class CollaboratorStore {
  /** Of one app. */
  static final int MOST = 500;

  private final Transactions transactions;
  private final CollaboratorRows collaborators;
  private final UserRows users;
  private final AppLock lock;

  CollaboratorStore(
      Transactions transactions, CollaboratorRows collaborators, UserRows users, AppLock lock) {
    this.transactions = transactions;
    this.collaborators = collaborators;
    this.users = users;
    this.lock = lock;
  }

  /** Adding one that is there already changes nothing. */
  public void add(AppId app, UUID user, Instant at) {
    transactions.write(() -> {
      lock.take(app);
      if (users.findById(user).isEmpty()) {
        throw Rejected.notFound("user", "That user does not exist: see `paas users`.");
      }
      if (collaborators.find(app.value(), user).isEmpty()) {
        requireFewer(collaborators, app.value());
        collaborators.save(new CollaboratorRow(UUID.randomUUID(), app.value(), user, Stamp.of(at)));
      }
      return app;
    });
  }

  /** There is room for one more; inside a transaction that has the app's lock. */
  static void requireFewer(CollaboratorRows collaborators, UUID app) {
    if (collaborators.count(app) >= MOST) {
      throw Rejected.invalid(
          "An app has at most " + MOST + " collaborators: `paas access:remove` one first.");
    }
  }

  /** False when they were none. */
  public boolean remove(AppId app, UUID user) {
    return transactions.write(() -> collaborators.remove(app.value(), user)) > 0;
  }

  /** By e-mail address, without the owner. */
  public List<User> of(AppId app) {
    return transactions.read(() -> users.collaborating(app.value())).stream()
        .map(UserStore::user)
        .toList();
  }

  public boolean has(AppId app, UUID user) {
    return transactions.read(() -> collaborators.find(app.value(), user)).isPresent();
  }
}
