package paas.platform.store.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import paas.platform.fault.Unavailable;
import paas.platform.store.vault.ConfigVault;

/** The row by which a database knows its key: written once, read at every start. */
final class KeyCheck {
  private final HikariDataSource pool;

  KeyCheck(HikariDataSource pool) {
    this.pool = pool;
  }

  /** A new key only for a database that never had one. */
  ConfigVault open(Path keyFile) {
    try (Connection connection = pool.getConnection()) {
      Optional<byte[]> sealed = sealed(connection);
      if (sealed.isPresent()) {
        return ConfigVault.open(keyFile, sealed.get());
      }
      ConfigVault vault = ConfigVault.create(keyFile);
      save(connection, vault.check());
      return vault;
    } catch (SQLException e) {
      throw new Unavailable("The database does not answer: the cause below says why.", e);
    }
  }

  private static Optional<byte[]> sealed(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select sealed from key_check");
        ResultSet rows = query.executeQuery()) {
      return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
    }
  }

  private static void save(Connection connection, byte[] sealed) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into key_check (id, sealed) values (1, ?)")) {
      insert.setBytes(1, sealed);
      insert.executeUpdate();
    }
  }
}
