package paas.platform.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import paas.platform.fault.Unavailable;
import paas.platform.store.Durability;
import paas.platform.store.StoreSettings;

/** Connections: few, since statements are short and footprint counts. */
final class Pools {
  private static final int CONNECTIONS = 4;
  private static final long COMPACTED_ABOVE_BYTES = 64L << 20;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Every commit is written at once; names fold and nulls sort as in PostgreSQL; times keep their
   * instant whatever the host's zone (an hour in autumn is ambiguous otherwise); the shutdown hook
   * is ours, not H2's; a writer in line waits ten seconds. Space of old pages is never used again
   * while the database is open: where it is, H2 2.5 may not find its newest chunk after a kill and
   * falls back to an older one (5 of 25 kills lost acknowledged writes with a retention of half a
   * second, none of 25 with this). It grows by some 20 KB a write until the next start compacts it.
   */
  private static final String H2_OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
          + ";TIME ZONE=UTC;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;RETENTION_TIME=2147483647";

  private Pools() {}

  static HikariDataSource open(StoreSettings settings) {
    HikariConfig config =
        switch (settings.database()) {
          case StoreSettings.Embedded h2 -> embedded(settings.databaseDirectory());
          case StoreSettings.PostgreSql server -> postgreSql(server);
        };
    config.setPoolName("store");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw new Unavailable("The database cannot be opened: " + advice(settings), e);
    }
  }

  private static HikariConfig embedded(Path directory) {
    if (directory.toString().indexOf(';') >= 0) {
      throw new IllegalArgumentException("PAAS_HOME must not hold a semicolon: " + directory);
    }
    makePrivate(directory);
    String url = "jdbc:h2:file:" + directory.resolve("paas") + H2_OPTIONS;
    compactIfLarge(directory.resolve("paas.mv.db"), url);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("sa");
    config.setPassword("");
    // H2 closes the file with the last connection: keep them all, for ever.
    config.setMaxLifetime(0);
    return config;
  }

  /** H2 writes the compacted database beside the old one and renames it: a kill loses neither. */
  private static void compactIfLarge(Path file, String url) {
    try {
      if (Files.exists(file) && Files.size(file) > COMPACTED_ABOVE_BYTES) {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
            Statement statement = connection.createStatement()) {
          statement.execute("shutdown compact");
        }
      }
    } catch (IOException | SQLException e) {
      throw new Unavailable("The database " + file + " cannot be compacted: check its disk.", e);
    }
  }

  private static HikariConfig postgreSql(StoreSettings.PostgreSql server) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.url());
    if (!server.user().isEmpty()) {
      config.setUsername(server.user());
      config.setPassword(server.password());
    }
    config.setMinimumIdle(1);
    config.addDataSourceProperty("ApplicationName", "paasd");
    config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()));
    config.addDataSourceProperty("socketTimeout", "60");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return config;
  }

  private static String advice(StoreSettings settings) {
    return switch (settings.database()) {
      case StoreSettings.Embedded h2 ->
          "is another paasd using "
              + settings.databaseDirectory()
              + ", or is its disk full? The cause below says.";
      case StoreSettings.PostgreSql server ->
          "does "
              + server
              + " answer, and do PAAS_DATABASE_USER and PAAS_DATABASE_PASSWORD fit? The cause"
              + " below says.";
    };
  }

  static void makePrivate(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new Unavailable(
          "The directory " + directory + " cannot be used: check its owner and its disk.", e);
    }
  }

  /** H2 hands commits to the operating system; this hands them to the disk. */
  static Durability durability(StoreSettings settings, DataSource pool) {
    return switch (settings.database()) {
      case StoreSettings.Embedded h2 -> () -> sync(pool);
      case StoreSettings.PostgreSql server -> () -> {};
    };
  }

  private static void sync(DataSource pool) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("checkpoint sync");
    } catch (SQLException e) {
      throw new Unavailable("A change may not have reached the disk: check it, look again.", e);
    }
  }
}
