package paas.platform.store.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import paas.platform.fault.Unavailable;
import paas.platform.store.DatabaseCopies;
import paas.platform.store.Durability;
import paas.platform.store.StoreSettings;
import paas.platform.store.vault.ConfigVault;

/** The database, migrated, with the key that fits it. Owns the pool. */
public final class OpenDatabase implements AutoCloseable {
  private final HikariDataSource pool;
  private final DatabaseCopies copies;
  private final ConfigVault vault;
  private final Durability durability;

  private OpenDatabase(
      HikariDataSource pool, DatabaseCopies copies, ConfigVault vault, Durability durability) {
    this.pool = pool;
    this.copies = copies;
    this.vault = vault;
    this.durability = durability;
  }

  /**
   * Connects, backs up what a migration will change, migrates, checks the config key. {@code
   * Unavailable} says which of them failed and what to do; then nothing is left open.
   */
  public static OpenDatabase open(StoreSettings settings, Clock clock) {
    HikariDataSource pool = Pools.open(settings);
    try {
      DatabaseCopy copy = new DatabaseCopy(pool, settings.backups());
      new Schema(pool, Backup.of(settings, copy, clock)).migrate();
      ConfigVault vault = new KeyCheck(pool).open(settings.keyFile());
      return new OpenDatabase(
          pool, copies(settings, copy), vault, Pools.durability(settings, pool));
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static DatabaseCopies copies(StoreSettings settings, DatabaseCopy copy) {
    return switch (settings.database()) {
      case StoreSettings.PostgreSql server -> Optional::empty;
      case StoreSettings.Embedded h2 -> () -> Optional.of(snapshot(copy));
    };
  }

  private static Path snapshot(DatabaseCopy copy) {
    try {
      return copy.named("snapshot.zip");
    } catch (SQLException | IOException e) {
      throw new Unavailable(
          "No copy of the database could be made in " + copy.directory() + ": check that disk.", e);
    }
  }

  public DataSource dataSource() {
    return pool;
  }

  public DatabaseCopies copies() {
    return copies;
  }

  public ConfigVault vault() {
    return vault;
  }

  public Durability durability() {
    return durability;
  }

  @Override
  public void close() {
    pool.close();
  }
}
