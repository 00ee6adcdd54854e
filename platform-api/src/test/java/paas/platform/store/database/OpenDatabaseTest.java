package paas.platform.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.fault.Unavailable;
import paas.platform.store.PostgresServer;
import paas.platform.store.StoreSettings;

@Tag("contract")
class OpenDatabaseTest {
  @Nested
  class OnH2 extends Contract {
    @Override
    StoreSettings settings(Path home) {
      return StoreSettings.of(home, "", "", "");
    }

    @Test
    void aMigrationOfADatabaseInUseIsPrecededByACopyThatRestores(@TempDir Path restored)
        throws IOException {
      OpenDatabase.open(here(), Clock.systemUTC()).close();
      assertEquals(List.of(), backups());
      migrateFurther();
      Path copy = backups().getFirst();
      assertTrue(copy.toString().endsWith("-before-v1000.zip"), copy.toString());
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
      unzip(copy, restored.resolve("db"));
      Files.createDirectory(restored.resolve("key"));
      Files.copy(here().keyFile(), settings(restored).keyFile());
      OpenDatabase.open(settings(restored), Clock.systemUTC()).close();
    }

    @Test
    void aCopyOfADatabaseInUseRestores(@TempDir Path restored) throws IOException {
      Path copy;
      try (OpenDatabase database = OpenDatabase.open(here(), Clock.systemUTC())) {
        database.copies().copy();
        copy = database.copies().copy().orElseThrow();
      }
      assertEquals(List.of(copy), backups());
      unzip(copy, restored.resolve("db"));
      Files.createDirectory(restored.resolve("key"));
      Files.copy(here().keyFile(), settings(restored).keyFile());
      OpenDatabase.open(settings(restored), Clock.systemUTC()).close();
    }

    @Test
    void onlyTheNewestCopiesAreKept() throws IOException {
      OpenDatabase.open(here(), Clock.systemUTC()).close();
      Files.createDirectories(here().backups());
      for (int i = 0; i < Backup.KEPT + 2; i++) {
        Files.createFile(
            here().backups().resolve("paas-2020010" + (i + 1) + "T000000000Z-before-v1.zip"));
      }
      Path own = Files.createFile(here().backups().resolve("my-own.zip"));
      migrateFurther();
      assertEquals(Backup.KEPT + 1, backups().size());
      assertTrue(Files.exists(own));
    }

    @Test
    void theDatabaseIsNobodyElsesToRead() throws IOException {
      OpenDatabase.open(here(), Clock.systemUTC()).close();
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(here().databaseDirectory())));
    }

    private List<Path> backups() throws IOException {
      if (!Files.exists(here().backups())) {
        return List.of();
      }
      try (Stream<Path> files = Files.list(here().backups())) {
        return files.toList();
      }
    }

    private static void unzip(Path zip, Path directory) throws IOException {
      Files.createDirectories(directory);
      try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
        for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          Path name = Path.of(entry.getName()).getFileName();
          Files.copy(in, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  @Nested
  class OnPostgreSql extends Contract {
    private final String url = PostgresServer.newDatabase();

    @Override
    StoreSettings settings(Path home) {
      return StoreSettings.of(home, url, "", "");
    }

    @Test
    void aServerIsNotOursToCopy() {
      try (OpenDatabase database = OpenDatabase.open(here(), Clock.systemUTC())) {
        assertEquals(Optional.empty(), database.copies().copy());
      }
    }

    @Test
    void aServerThatDoesNotAnswerIsUnavailableWithoutItsPassword() {
      StoreSettings nowhere =
          StoreSettings.of(home, "jdbc:postgresql://127.0.0.1:1/paas", "me", "hunter2");
      Unavailable refusal =
          assertThrows(
              Unavailable.class, () -> OpenDatabase.open(nowhere, Clock.systemUTC()).close());
      String all = refusal + " " + refusal.getCause();
      assertTrue(all.contains("127.0.0.1:1"), all);
      assertFalse(all.contains("hunter2"), all);
    }
  }

  abstract static class Contract {
    @TempDir Path home;

    abstract StoreSettings settings(Path home);

    StoreSettings here() {
      return settings(home);
    }

    @Test
    void itOpensAgainWithItsKey() {
      OpenDatabase.open(here(), Clock.systemUTC()).close();
      OpenDatabase.open(here(), Clock.systemUTC()).close();
    }

    @Test
    void aMissingKeyStopsWithTheFilesNameAndMakesNoNewOne() throws IOException {
      OpenDatabase.open(here(), Clock.systemUTC()).close();
      Files.delete(here().keyFile());
      String message = refusal();
      assertTrue(message.contains(here().keyFile() + " is missing"), message);
      assertFalse(Files.exists(here().keyFile()));
    }

    @Test
    void aWrongKeyStopsWithTheFilesNameAndStays(@TempDir Path other) throws IOException {
      OpenDatabase.open(here(), Clock.systemUTC()).close();
      StoreSettings elsewhere = StoreSettings.of(other, "", "", "");
      OpenDatabase.open(elsewhere, Clock.systemUTC()).close();
      Files.copy(elsewhere.keyFile(), here().keyFile(), StandardCopyOption.REPLACE_EXISTING);
      String message = refusal();
      assertTrue(message.contains(here().keyFile() + " is not the one"), message);
      assertEquals(Files.readString(elsewhere.keyFile()), Files.readString(here().keyFile()));
    }

    @Test
    void aDatabaseOfANewerPlatformIsRefused() {
      OpenDatabase.open(here(), Clock.systemUTC()).close();
      migrateFurther();
      assertTrue(refusal().contains("a newer paasd"), refusal());
    }

    void migrateFurther() {
      StoreSettings settings = here();
      try (HikariDataSource pool = Pools.open(settings)) {
        DatabaseCopy copies = new DatabaseCopy(pool, settings.backups());
        Backup backup = Backup.of(settings, copies, Clock.systemUTC());
        new Schema(pool, backup, "classpath:db/migration", "classpath:db/later").migrate();
      }
    }

    private String refusal() {
      return String.valueOf(
          assertThrows(
                  Unavailable.class, () -> OpenDatabase.open(here(), Clock.systemUTC()).close())
              .getMessage());
    }
  }
}
