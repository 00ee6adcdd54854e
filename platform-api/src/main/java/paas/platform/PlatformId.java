package paas.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import paas.platform.fault.Unavailable;

/** The id in {@code PAAS_HOME/platform-id}: made at the first start, then the same for ever. */
final class PlatformId {
  private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{8}");

  private PlatformId() {}

  static String of(Path home) {
    Path file = home.resolve("platform-id");
    try {
      if (!Files.exists(file)) {
        make(home, file);
      }
      String id = Files.readString(file).strip();
      if (!GRAMMAR.matcher(id).matches()) {
        throw new Unavailable(
            file + " does not hold 8 hex digits: restore it, or the running apps are not found.");
      }
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException("The platform's id in " + file + " cannot be kept", e);
    }
  }

  private static void make(Path home, Path file) throws IOException {
    Files.createDirectories(home);
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    Path fresh = Files.createTempFile(home, "platform-id", ".new");
    Files.writeString(fresh, HexFormat.of().formatHex(random) + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
