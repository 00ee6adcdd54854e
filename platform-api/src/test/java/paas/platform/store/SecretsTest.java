package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.access.User;
import paas.platform.config.ConfigKey;

@Tag("contract")
class SecretsTest {
  private static final String CANARY = "canary-7b1d0c55";
  private static final String PUBLIC = "visible-7b1d0c55";

  @TempDir Path home;

  @Test
  void noFileOfH2HoldsASecretInClear() throws IOException {
    String token;
    try (Stores stores = Stores.open(home, "")) {
      token = write(stores);
      assertTrue(found(home.resolve("db"), PUBLIC), "the scan finds what is there in clear");
      assertFalse(found(home, CANARY));
      assertFalse(found(home, token));
    }
    assertFalse(found(home, CANARY));
    assertFalse(found(home, token));
  }

  private static boolean found(Path directory, String text) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void noRowOfPostgreSqlHoldsASecretInClear() throws SQLException {
    try (Stores stores = Stores.open(home, PostgresServer.newDatabase())) {
      String token = write(stores);
      String rows = everyRow(stores);
      assertTrue(rows.contains(PUBLIC), "the scan finds what is there in clear");
      for (String secret : new String[] {CANARY, token}) {
        assertFalse(rows.contains(secret));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        assertFalse(rows.contains(HexFormat.of().formatHex(bytes)), "as bytea prints it");
      }
    }
  }

  private static String everyRow(Stores stores) throws SQLException {
    StringBuilder rows = new StringBuilder();
    try (Connection connection = stores.dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : new String[] {"apps", "users", "tokens", "releases", "key_check"}) {
        ResultSet result = statement.executeQuery("select t::text from " + table + " t");
        while (result.next()) {
          rows.append(result.getString(1)).append('\n');
        }
      }
    }
    return rows.toString();
  }

  private static String write(Stores stores) {
    User user = stores.newUser();
    ConfigKey key = new ConfigKey("SECRET");
    stores.releases.record(
        stores.newApp(user).id(),
        new ReleaseDraft.ConfigChange(Map.of(key, Optional.of(CANARY)), "me", PUBLIC),
        Stores.NOW);
    stores.git.keep(user.id(), "git.example", PUBLIC, CANARY, Stores.NOW);
    return stores.tokens.issue(user.id(), "laptop", Optional.empty());
  }

  @Test
  void aDraftAndTheSettingsPrintNoSecret() {
    ReleaseDraft draft =
        new ReleaseDraft.ConfigChange(
            Map.of(new ConfigKey("SECRET"), Optional.of(CANARY)), "me", "Set");
    assertFalse(draft.toString().contains(CANARY));
    StoreSettings settings =
        StoreSettings.of(home, "jdbc:postgresql://h/paas?password=" + CANARY, "me", CANARY);
    assertFalse(settings.toString().contains(CANARY));
  }
}
