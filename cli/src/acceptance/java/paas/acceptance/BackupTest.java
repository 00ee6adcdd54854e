package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform whose machine is lost comes back from its backup, with what its apps need. */
@Tag("acceptance")
class BackupTest {
  private static final String SECRET = "canary-of-the-backup";

  /** It also writes to its volume all the time. */
  private static final String SERVER =
      """
      const fs = require('fs');
      if (fs.existsSync('/data')) setInterval(() => fs.appendFileSync('/data/log', 'a line\\n'), 1);
      require('http').createServer((_, response) => response.end(process.env.SECRET || 'none'))
        .listen(process.env.PORT);
      """;

  private final Path place;
  private final Path keys;

  BackupTest(@TempDir Path place, @TempDir Path keys) {
    this.place = place;
    this.keys = keys;
  }

  private void run(String... command) {
    Program.run(place, Map.of(), "", Duration.ofMinutes(1), List.of(command)).mustSucceed();
  }

  /** Backups are kept on another disk than the platform. */
  @BeforeEach
  void mount() {
    run("mount", "-t", "tmpfs", "-o", "size=4g,mode=700", "backups", place.toString());
  }

  @AfterEach
  void unmount() {
    run("umount", "-l", place.toString());
  }

  private Path newestOf(int many) throws IOException {
    try (Stream<Path> entries = Files.list(place)) {
      List<Path> all = entries.sorted().toList();
      assertEquals(many, all.size(), all.toString());
      return all.getLast();
    }
  }

  private static String clear(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Its database and files, as whoever finds the backup reads them. */
  private static String legible(Path backup) throws IOException {
    StringBuilder all = new StringBuilder();
    try (ZipInputStream database =
        new ZipInputStream(Files.newInputStream(backup.resolve("database.zip")))) {
      while (database.getNextEntry() != null) {
        all.append(clear(database));
      }
    }
    try (InputStream home =
        new GZIPInputStream(Files.newInputStream(backup.resolve("home.tar.gz")))) {
      return all.append(clear(home)).toString();
    }
  }

  @Test
  void aLostPlatformComesBackWithItsConfigImagesVolumesAndRepositories() throws IOException {
    try (Platform platform = Platform.start()) {
      Repository repository = platform.repository("insured").with("server.js", SERVER);
      repository.with("Procfile", "web: node server.js\n").with("package.json", "{}").commit("one");
      repository.push().mustSucceed();
      platform.paas("storage:create", "data", "--size", "32m", "-a", "insured").mustSucceed();
      platform.paas("storage:mount", "data", "/data", "-a", "insured").mustSucceed();
      platform.paas("config:set", "SECRET=" + SECRET, "-a", "insured").mustSucceed();
      Await.until("the config is live", () -> platform.get("insured", "/").body().equals(SECRET));
      platform.paas("run", "-a", "insured", "sh", "-c", "echo kept >/data/file").mustSucceed();

      platform.script("backup", place.toString()).mustSucceed();
      // Containers go on, and paasd mounts what they have only once it starts others.
      platform.down();
      platform.up();
      platform.script("backup", place.toString()).mustSucceed();
      platform.script("backup", "--keep", "2", place.toString()).mustSucceed();
      Path key = keys.resolve("key");
      platform.script("backup", "--key", key.toString()).mustSucceed();
      platform.paas("run", "-a", "insured", "sh", "-c", "echo later >/data/file").mustSucceed();

      Path backup = newestOf(2);
      try (Stream<Path> volumes = Files.list(platform.home.resolve("storage"))) {
        assertTrue(volumes.noneMatch(file -> file.toString().endsWith(".copy")));
      }
      String legible = legible(backup);
      assertTrue(legible.contains("insured"), "the database and the settings are in it");
      assertFalse(legible.contains(SECRET), "a config var in clear");
      assertFalse(legible.contains(platform.token()), "a token in clear");

      platform.uninstall();
      platform.loseHome();
      Path wrong = Files.writeString(keys.resolve("wrong"), "{}");
      Program.Ran refused = platform.script("restore", backup.toString(), wrong.toString());
      assertNotEquals(0, refused.code());
      assertTrue(refused.err().contains("is not the key of this backup"), refused.toString());
      assertFalse(Files.exists(platform.home));

      platform.script("restore", backup.toString(), key.toString()).mustSucceed();
      assertNotEquals(
          0, platform.script("restore", backup.toString(), key.toString()).code(), "over another");
      platform.up();

      Await.until("it serves again", () -> platform.get("insured", "/").body().equals(SECRET));
      assertEquals(
          "kept\n", platform.paas("run", "-a", "insured", "cat", "/data/file").mustSucceed().out());
      assertTrue(
          platform.paas("logs", "-n", "500", "-a", "insured").out().contains("Release v3 created"));
      repository.with("README", "two").commit("two").push().mustSucceed();
    }
  }
}
