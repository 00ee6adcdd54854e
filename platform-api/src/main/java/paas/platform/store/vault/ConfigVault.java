package paas.platform.store.vault;

import com.google.crypto.tink.Aead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.UUID;
import paas.platform.config.ConfigVars;
import paas.platform.fault.Unavailable;

/**
 * Seals each config snapshot for one release (its id is the associated data), so that no row's
 * ciphertext can be put in place of another's. Thread-safe.
 */
public final class ConfigVault {
  private static final byte[] CHECK = "paas config key check".getBytes(StandardCharsets.US_ASCII);

  private final Aead aead;
  private final Path keyFile;

  private ConfigVault(Aead aead, Path keyFile) {
    this.aead = aead;
    this.keyFile = keyFile;
  }

  /** With a new key, written before it is used; with the one that is there, if there is one. */
  public static ConfigVault create(Path keyFile) {
    return new ConfigVault(KeyFile.loadOrCreate(keyFile), keyFile);
  }

  /** With the key that sealed {@code check}; any other, or none, is {@code Unavailable}. */
  public static ConfigVault open(Path keyFile, byte[] check) {
    ConfigVault vault = new ConfigVault(KeyFile.load(keyFile), keyFile);
    try {
      vault.aead.decrypt(check, CHECK);
      return vault;
    } catch (GeneralSecurityException e) {
      throw new Unavailable(
          "The key in "
              + keyFile
              + " is not the one that this database's config vars are encrypted with: put back the"
              + " right file from your backup, or point PAAS_HOME and PAAS_DATABASE_URL at the"
              + " pair that belongs together. Nothing was changed and no app was touched.",
          e);
    }
  }

  /** What a new database stores, to know its key again. */
  public byte[] check() {
    return encrypt(CHECK, CHECK);
  }

  public byte[] seal(UUID release, ConfigVars config) {
    return encrypt(ConfigBytes.write(config), bytes(release));
  }

  /** Refuses with {@code Unavailable} what it cannot decrypt. */
  public ConfigVars open(UUID release, byte[] sealed) {
    try {
      return ConfigBytes.read(aead.decrypt(sealed, bytes(release)));
    } catch (GeneralSecurityException e) {
      throw new Unavailable(
          "The config of release "
              + release
              + " cannot be decrypted with "
              + keyFile
              + ": the row was altered, or belongs to another database; restore a backup.",
          e);
    }
  }

  /** Seals one secret for the row of that id. */
  public byte[] seal(UUID row, String secret) {
    return encrypt(secret.getBytes(StandardCharsets.UTF_8), secretOf(row));
  }

  /** Refuses with {@code Unavailable} what it cannot decrypt. */
  public String openText(UUID row, byte[] sealed) {
    try {
      return new String(aead.decrypt(sealed, secretOf(row)), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new Unavailable(
          "A stored secret cannot be decrypted with "
              + keyFile
              + ": the row was altered, or belongs to another database; store it again.",
          e);
    }
  }

  /** Other than a release's, so that neither can stand for the other. */
  private static byte[] secretOf(UUID row) {
    return ("secret " + row).getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] encrypt(byte[] plain, byte[] associated) {
    try {
      return aead.encrypt(plain, associated);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM refused to encrypt", e);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
