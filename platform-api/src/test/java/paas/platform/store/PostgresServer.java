package paas.platform.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The test JVM's one PostgreSQL server; it ends with the JVM. */
public final class PostgresServer {
  private static @Nullable EmbeddedPostgres server;

  private PostgresServer() {}

  /** The JDBC URL of an empty database. */
  public static synchronized String newDatabase() {
    try {
      EmbeddedPostgres running = server;
      if (running == null) {
        running = EmbeddedPostgres.builder().start();
        server = running;
      }
      String name = "t" + UUID.randomUUID().toString().replace("-", "");
      try (Connection connection = running.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
      return running.getJdbcUrl("postgres", name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
