package paas.platform.store.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.fault.Unavailable;
import paas.platform.store.StoreSettings;

/** What is saved before a migration changes a database that is in use. */
@FunctionalInterface
interface Backup {
  Logger LOG = LoggerFactory.getLogger(Backup.class);

  /** Older copies than these are removed. */
  int KEPT = 5;

  /** Returns once the copy is on disk; {@code next} is the version about to be applied. */
  void before(String next);

  static Backup of(StoreSettings settings, DatabaseCopy copies, Clock clock) {
    return switch (settings.database()) {
      case StoreSettings.Embedded h2 -> next -> copy(copies, clock, next);
      case StoreSettings.PostgreSql server ->
          next ->
              LOG.warn(
                  "Migrating {} to version {}: the platform takes no copy of a PostgreSQL database;"
                      + " your own pg_dump is the way back.",
                  server,
                  next);
    };
  }

  private static void copy(DatabaseCopy copies, Clock clock, String next) {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'")
            .withZone(ZoneOffset.UTC)
            .format(clock.instant());
    try {
      Path file = copies.named("paas-" + time + "-before-v" + next + ".zip");
      dropOld(copies.directory());
      LOG.info("Migrating the database to version {}; a copy of it is {}", next, file);
    } catch (SQLException | IOException e) {
      throw new Unavailable(
          "No copy of the database could be made in "
              + copies.directory()
              + ", so it was not migrated: check that disk, then start again.",
          e);
    }
  }

  private static void dropOld(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> newestFirst =
          files
              .filter(
                  f -> f.getFileName().toString().matches("paas-\\d{8}T\\d{9}Z-before-.*\\.zip"))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path old : newestFirst.stream().skip(KEPT).toList()) {
        Files.delete(old);
      }
    }
  }
}
