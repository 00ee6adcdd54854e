package paas.platform.store.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import javax.sql.DataSource;
import paas.platform.store.Durability;
import paas.platform.store.StoreSettings;
import paas.platform.store.vault.ConfigVault;

/** The database, migrated, with the key that fits it. Owns the pool. */
public final class OpenDatabase implements AutoCloseable {
  private final HikariDataSource pool;
  private final ConfigVault vault;
  private final Durability durability;

  private OpenDatabase(HikariDataSource pool, ConfigVault vault, Durability durability) {
    this.pool = pool;
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
      new Schema(pool, Backup.of(settings, pool, clock)).migrate();
      ConfigVault vault = new KeyCheck(pool).open(settings.keyFile());
      return new OpenDatabase(pool, vault, Pools.durability(settings, pool));
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  public DataSource dataSource() {
    return pool;
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
