package paas.platform.store.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.config.ConfigKey;
import paas.platform.config.ConfigVars;
import paas.platform.fault.Unavailable;

class ConfigVaultTest {
  private static final UUID RELEASE = UUID.randomUUID();
  private static final ConfigVars CONFIG =
      ConfigVars.EMPTY.with(Map.of(new ConfigKey("SECRET"), Optional.of("canary-4711\n🚀")));

  @TempDir Path home;

  @Test
  void whatIsSealedOpensForItsReleaseOnly() {
    ConfigVault vault = ConfigVault.create(keyFile());
    byte[] sealed = vault.seal(RELEASE, CONFIG);
    assertEquals(CONFIG, vault.open(RELEASE, sealed));
    assertThrows(Unavailable.class, () -> vault.open(UUID.randomUUID(), sealed));
  }

  @Test
  void theSealedFormHidesTheValueAndNeverRepeats() {
    ConfigVault vault = ConfigVault.create(keyFile());
    byte[] once = vault.seal(RELEASE, CONFIG);
    assertFalse(new String(once, java.nio.charset.StandardCharsets.ISO_8859_1).contains("canary"));
    assertFalse(Arrays.equals(once, vault.seal(RELEASE, CONFIG)));
  }

  @Test
  void anAlteredRowIsRefused() {
    ConfigVault vault = ConfigVault.create(keyFile());
    byte[] sealed = vault.seal(RELEASE, CONFIG);
    sealed[sealed.length / 2] ^= 1;
    assertThrows(Unavailable.class, () -> vault.open(RELEASE, sealed));
    assertThrows(Unavailable.class, () -> vault.open(RELEASE, new byte[0]));
  }

  @Test
  void theSameKeyFileOpensAgain() {
    ConfigVault first = ConfigVault.create(keyFile());
    ConfigVault second = ConfigVault.open(keyFile(), first.check());
    assertEquals(CONFIG, second.open(RELEASE, first.seal(RELEASE, CONFIG)));
  }

  @Test
  void creatingNeverReplacesAKeyThatIsThere() throws IOException {
    ConfigVault.create(keyFile());
    String key = Files.readString(keyFile());
    ConfigVault.create(keyFile());
    assertEquals(key, Files.readString(keyFile()));
  }

  @Test
  void onlyTheOwnerReadsTheKeyEvenAfterACarelessRestore() throws IOException {
    ConfigVault vault = ConfigVault.create(keyFile());
    assertEquals("rwx------", mode(keyFile().resolveSibling("")));
    assertEquals("rw-------", mode(keyFile()));
    Files.setPosixFilePermissions(keyFile(), PosixFilePermissions.fromString("rw-r--r--"));
    ConfigVault.open(keyFile(), vault.check());
    assertEquals("rw-------", mode(keyFile()));
  }

  @Test
  void aFileThatIsNoKeyIsRefusedAndKept() throws IOException {
    byte[] check = ConfigVault.create(keyFile()).check();
    Files.writeString(keyFile(), "{\"half a");
    Unavailable refusal = assertThrows(Unavailable.class, () -> ConfigVault.open(keyFile(), check));
    assertTrue(String.valueOf(refusal.getMessage()).contains(keyFile().toString()));
    assertEquals("{\"half a", Files.readString(keyFile()));
  }

  private Path keyFile() {
    return home.resolve("key").resolve("config.keyset");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
