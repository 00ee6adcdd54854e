package paas.platform.secure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import paas.platform.cert.KeyedChain;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;

/**
 * The operator's own certificate for the platform's hostname, as PEM files that may change at any
 * time.
 *
 * @param chain {@code PAAS_PLATFORM_CERT}; empty for none
 * @param key {@code PAAS_PLATFORM_KEY}; empty for none
 */
record CertificateFiles(String chain, String key) {
  /** Of one file: far more than any chain has. */
  private static final int LARGEST = 64 << 10;

  CertificateFiles {
    if (chain.isEmpty() != key.isEmpty()) {
      throw Rejected.invalid(
          "PAAS_PLATFORM_CERT and PAAS_PLATFORM_KEY belong together: set both to the absolute path"
              + " of a PEM file, or none.");
    }
    if (!chain.isEmpty() && !(chain.startsWith("/") && key.startsWith("/"))) {
      throw Rejected.invalid(
          "PAAS_PLATFORM_CERT is '%s' and PAAS_PLATFORM_KEY is '%s': set both to the absolute path of a PEM file."
              .formatted(chain, key));
    }
  }

  boolean areSet() {
    return !chain.isEmpty();
  }

  /** What they hold now, if it is a certificate for this hostname. */
  KeyedChain readFor(String hostname) {
    KeyedChain read = KeyedChain.parse(text(chain), text(key));
    if (!read.facts().covers(hostname)) {
      throw Rejected.invalid(
          "%s is a certificate for %s, and not for %s."
              .formatted(chain, String.join(", ", read.facts().names()), hostname));
    }
    return read;
  }

  private static String text(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] read = in.readNBytes(LARGEST + 1);
      if (read.length > LARGEST) {
        throw Rejected.invalid(file + " is larger than 64 KB: is it a certificate or a key?");
      }
      return new String(read, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new Unavailable(file + " cannot be read: " + e, e);
    }
  }
}
