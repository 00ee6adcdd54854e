package paas.platform.store;

import java.nio.file.Path;

/** Where the platform keeps what it must not forget: its home directory and its database. */
public record StoreSettings(Path home, Database database) {

  /** Which database: the embedded file by default, or a PostgreSQL server. */
  public sealed interface Database {}

  /** H2 in {@code home/db}: one process, nothing to install. */
  public record Embedded() implements Database {}

  /** A PostgreSQL server by its JDBC URL; an empty user means that the URL names it. */
  public record PostgreSql(String url, String user, String password) implements Database {
    public PostgreSql {
      if (!url.startsWith("jdbc:postgresql:")) {
        throw new IllegalArgumentException(
            "PAAS_DATABASE_URL must be a JDBC URL of PostgreSQL, such as"
                + " jdbc:postgresql://db.example.com/paas; user and password go into"
                + " PAAS_DATABASE_USER and PAAS_DATABASE_PASSWORD.");
      }
    }

    /** Without parameters: they may hold a password. */
    @Override
    public String toString() {
      int parameters = url.indexOf('?');
      return parameters < 0 ? url : url.substring(0, parameters) + "?…";
    }
  }

  /** Settings as they come from the environment; empty strings are what was not set. */
  public static StoreSettings of(Path home, String url, String user, String password) {
    return new StoreSettings(
        home.toAbsolutePath().normalize(),
        url.isEmpty() ? new Embedded() : new PostgreSql(url, user, password));
  }

  public Path databaseDirectory() {
    return home.resolve("db");
  }

  public Path backups() {
    return home.resolve("backups");
  }

  public Path keyFile() {
    return home.resolve("key").resolve("config.keyset");
  }
}
