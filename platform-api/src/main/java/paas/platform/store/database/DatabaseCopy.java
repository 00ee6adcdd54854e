package paas.platform.store.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;

/** Copies of the embedded database in one directory, made while it is open. Thread-safe. */
final class DatabaseCopy {
  private final HikariDataSource pool;
  private final Path directory;

  /** Held while a copy is written: two would share the temporary file. */
  private final ReentrantLock copying = new ReentrantLock();

  DatabaseCopy(HikariDataSource pool, Path directory) {
    this.pool = pool;
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** A zip of mode 0600 under this name: whole and on disk, or not there. */
  Path named(String name) throws SQLException, IOException {
    copying.lock();
    try {
      Pools.makePrivate(directory);
      Path temporary = directory.resolve("copying.tmp");
      Files.deleteIfExists(temporary);
      write(temporary);
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
      force(temporary);
      Path file = directory.resolve(name);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      force(directory);
      return file;
    } finally {
      copying.unlock();
    }
  }

  private void write(Path file) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      // H2 makes a consistent zip of its files while the database is open.
      statement.execute("backup to '" + file.toString().replace("'", "''") + "'");
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
