package paas.platform.store;

import java.nio.file.Path;
import java.util.Optional;

/** Copies of the database in use, for backups. Thread-safe. */
@FunctionalInterface
public interface DatabaseCopies {
  /**
   * A consistent copy as of now: a zip of the embedded database's files, mode 0600, in the place of
   * the copy before. Absent where the database is a server, which has its own ways. Blocks until it
   * is on disk; {@code Unavailable} where it cannot be written.
   */
  Optional<Path> copy();
}
