package paas.platform.store.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import paas.platform.fault.Unavailable;

/** The Tink keyset (AES-256-GCM) as a file of mode 0600 in a directory of mode 0700. */
final class KeyFile {
  private KeyFile() {}

  static Aead loadOrCreate(Path file) {
    if (!Files.exists(file)) {
      create(file);
    }
    return load(file);
  }

  static Aead load(Path file) {
    if (!Files.exists(file)) {
      throw new Unavailable(
          "The key file "
              + file
              + " is missing, and this database's config vars are encrypted with it: put it back"
              + " from your backup (owner only, mode 0600), then start again. Nothing was changed"
              + " and no app was touched.");
    }
    try {
      AeadConfig.register();
      SecretFile.restrict(file);
      return TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(file), InsecureSecretKeyAccess.get())
          .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (IOException | GeneralSecurityException e) {
      throw new Unavailable(
          "The key file "
              + file
              + " cannot be read as a key: put it back from your backup (owner only, mode 0600),"
              + " then start again. Nothing was changed and no app was touched.",
          e);
    }
  }

  private static void create(Path file) {
    try {
      AeadConfig.register();
      KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
      SecretFile.write(
          file, TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not there", e);
    } catch (IOException e) {
      throw new Unavailable("The key file " + file + " cannot be written: check its disk.", e);
    }
  }
}
