package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.store.row.LogDrainRow;
import paas.platform.store.row.LogDrainRows;
import paas.platform.store.vault.ConfigVault;

/** The apps' log drains, a few per app. They end with their app. */
@Singleton
public class LogDrainStore {
  /** As at Heroku. */
  static final int MOST = 5;

  private final Transactions transactions;
  private final LogDrainRows drains;
  private final AppLock lock;
  private final ConfigVault vault;

  LogDrainStore(Transactions transactions, LogDrainRows drains, AppLock lock, ConfigVault vault) {
    this.transactions = transactions;
    this.drains = drains;
    this.lock = lock;
    this.vault = vault;
  }

  /** Refuses a URL that the app has already, and one too many. */
  public LogDrain add(AppId app, String url, Instant at) {
    UUID id = UUID.randomUUID();
    LogDrainRow row = new LogDrainRow(id, app.value(), vault.seal(id, url), Stamp.of(at));
    transactions.write(() -> {
      lock.take(app);
      List<LogDrainRow> others = drains.of(app.value());
      if (others.stream().anyMatch(other -> url(other).equals(url))) {
        throw Rejected.invalid("The app's log is sent there already: see `paas drains`.");
      }
      if (others.size() >= MOST) {
        throw Rejected.invalid(
            "An app has at most " + MOST + " log drains: `paas drains:remove` one of them first.");
      }
      drains.save(row);
      return id;
    });
    return drain(row);
  }

  /** The oldest first. */
  public List<LogDrain> of(AppId app) {
    return transactions.read(() -> drains.of(app.value())).stream()
        .map(LogDrainStore::drain)
        .toList();
  }

  /** Those of all apps, in no order. */
  public List<LogDrain> all() {
    return transactions.read(drains::all).stream().map(LogDrainStore::drain).toList();
  }

  /** Empty when it was removed; {@code Unavailable} when it cannot be decrypted. */
  public Optional<String> url(UUID id) {
    return transactions.read(() -> drains.findById(id)).map(this::url);
  }

  /** False when the app has none with that id. */
  public boolean remove(AppId app, UUID id) {
    return transactions.write(() -> drains.remove(app.value(), id)) > 0;
  }

  private String url(LogDrainRow row) {
    return vault.openText(row.id(), row.url());
  }

  private static LogDrain drain(LogDrainRow row) {
    return new LogDrain(row.id(), new AppId(row.app()), row.createdAt());
  }
}
