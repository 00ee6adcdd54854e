package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;
import paas.platform.store.row.AppRow;
import paas.platform.store.row.AppRows;
import paas.platform.store.row.CollaboratorRow;
import paas.platform.store.row.CollaboratorRows;
import paas.platform.store.row.QuantityRow;
import paas.platform.store.row.QuantityRows;
import paas.platform.store.row.UserRow;
import paas.platform.store.row.UserRows;

/** The apps. A new one has release v1, without image or config, and one wanted web instance. */
@Singleton
public class AppStore {
  private final Transactions transactions;
  private final AppRows apps;
  private final UserRows users;
  private final CollaboratorRows collaborators;
  private final QuantityRows quantities;
  private final ReleaseLedger releases;
  private final AppLock lock;
  private final Bounds bounds;

  AppStore(
      Transactions transactions,
      AppRows apps,
      UserRows users,
      CollaboratorRows collaborators,
      QuantityRows quantities,
      ReleaseLedger releases,
      AppLock lock,
      Bounds bounds) {
    this.transactions = transactions;
    this.apps = apps;
    this.users = users;
    this.collaborators = collaborators;
    this.quantities = quantities;
    this.releases = releases;
    this.lock = lock;
    this.bounds = bounds;
  }

  /** A name that is taken, by whomever, is a conflict. */
  public App create(AppName name, UUID owner, AppSettings settings, Instant at) {
    Instant now = Stamp.of(at);
    App app = new App(AppId.random(), name, owner, settings, now, now);
    return transactions.write(() -> insert(app), () -> taken(name));
  }

  private App insert(App app) {
    UserRow owner = owner(app.owner());
    apps.save(row(app));
    releases.first(app.id(), owner.email(), app.createdAt());
    quantities.save(QuantityRow.of(app.id().value(), ProcessType.WEB.name(), 1));
    return app;
  }

  /** Who may have one more; inside a transaction. */
  private UserRow owner(UUID user) {
    UserRow owner =
        users
            .lock(user)
            .orElseThrow(() -> Rejected.notFound("user", "The app's owner does not exist."));
    if (!owner.admin() && apps.countOf(user) >= bounds.apps()) {
      throw Rejected.invalid(
          "User %s owns %d apps, the most: destroy one, or give one to somebody else (paas apps:transfer). PAAS_MOST_APPS of bin/up is another bound."
              .formatted(owner.email(), bounds.apps()));
    }
    return owner;
  }

  public Optional<App> find(AppName name) {
    return transactions.read(() -> apps.named(name.value())).map(AppStore::app);
  }

  public Optional<App> find(AppId id) {
    return transactions.read(() -> apps.findById(id.value())).map(AppStore::app);
  }

  /** By name, as all lists of apps here. */
  public List<App> all() {
    return apps(transactions.read(apps::all));
  }

  /** Those that the user owns or collaborates on. */
  public List<App> visibleTo(UUID user) {
    return apps(transactions.read(() -> apps.visibleTo(user)));
  }

  /** An app as a change found it and as it left it. */
  public record Changed(App before, App after) {}

  /** Changes name or settings of an app that exists, as no other change may at the same time. */
  public Changed update(AppId id, UnaryOperator<App> change) {
    return transactions.write(() -> {
      App before = app(lock.take(id));
      App wanted = change.apply(before);
      App after =
          new App(
              id,
              wanted.name(),
              wanted.owner(),
              wanted.settings(),
              before.createdAt(),
              Stamp.of(wanted.updatedAt()));
      store(after);
      return new Changed(before, after);
    });
  }

  private void store(App app) {
    try {
      apps.update(row(app));
    } catch (RuntimeException e) {
      throw SqlFault.of(e) == SqlFault.DUPLICATE ? taken(app.name()) : e;
    }
  }

  /**
   * Makes another user the owner of the app as {@code seen}; the owner before goes on as a
   * collaborator, for whom there must be room. Refused when it has another owner by now.
   */
  public App give(App seen, UUID user, Instant at) {
    return transactions.write(() -> {
      AppRow row = lock.take(seen.id());
      if (!row.owner().equals(seen.owner())) {
        throw Rejected.conflict(
            "The app has another owner by now: look at `paas info`, then repeat.");
      }
      collaborators.remove(row.id(), user);
      if (!row.owner().equals(user)) {
        owner(user);
        CollaboratorStore.requireFewer(collaborators, row.id());
        collaborators.save(
            new CollaboratorRow(UUID.randomUUID(), row.id(), row.owner(), Stamp.of(at)));
      }
      AppRow given = row.ownedBy(user, Stamp.of(at));
      apps.update(given);
      return app(given);
    });
  }

  /** Everything of it: releases, formation, domains, builds, collaborators. Idempotent. */
  public void delete(AppId id) {
    transactions.write(() -> apps.remove(id.value()));
  }

  private static Rejected taken(AppName name) {
    return Rejected.conflict("App name '" + name + "' is taken: choose another.");
  }

  private static List<App> apps(List<AppRow> rows) {
    return rows.stream().map(AppStore::app).toList();
  }

  private static App app(AppRow row) {
    AppSettings settings =
        new AppSettings(
            row.maintenance(),
            row.deployBranch(),
            Duration.ofMillis(row.bootTimeoutMs()),
            Duration.ofMillis(row.firstByteTimeoutMs()));
    return new App(
        new AppId(row.id()),
        new AppName(row.name()),
        row.owner(),
        settings,
        row.createdAt(),
        row.updatedAt());
  }

  private static AppRow row(App app) {
    AppSettings settings = app.settings();
    return new AppRow(
        app.id().value(),
        app.name().value(),
        app.owner(),
        settings.maintenance(),
        settings.deployBranch(),
        settings.bootTimeout().toMillis(),
        settings.firstByteTimeout().toMillis(),
        app.createdAt(),
        app.updatedAt());
  }
}
