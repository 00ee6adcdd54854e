package paas.platform.store.database;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import paas.platform.fault.Unavailable;

/** Brings the tables to this version of the platform, after a backup. */
final class Schema {
  private final HikariDataSource pool;
  private final Backup backup;
  private final String[] locations;

  Schema(HikariDataSource pool, Backup backup) {
    this(pool, backup, "classpath:db/migration");
  }

  Schema(HikariDataSource pool, Backup backup, String... locations) {
    this.pool = pool;
    this.backup = backup;
    this.locations = locations;
  }

  void migrate() {
    try {
      // No ignore patterns: a database that a newer version migrated is refused.
      Flyway flyway =
          Flyway.configure()
              .dataSource(pool)
              .locations(locations)
              .ignoreMigrationPatterns(new String[0])
              .cleanDisabled(true)
              .load();
      MigrationInfoService info = flyway.info();
      MigrationInfo[] pending = info.pending();
      if (info.applied().length > 0 && pending.length > 0) {
        backup.before(String.valueOf(pending[pending.length - 1].getVersion()));
      }
      flyway.migrate();
    } catch (FlywayException e) {
      throw new Unavailable(
          "The database cannot be brought to this version of the platform: the cause below says"
              + " why. If a newer paasd ran on it, run that one, or restore the copy that it made.",
          e);
    }
  }
}
