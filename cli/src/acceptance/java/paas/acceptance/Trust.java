package paas.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/** What a Java program on another computer would know: whom to trust, and where a hostname is. */
final class Trust {
  static final String PASSWORD = "changeit";

  private Trust() {}

  /** A trust store with this PEM certificate alone. */
  static Path store(Path home, Path certificate) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD.toCharArray());
    try (InputStream in = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "root", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    Path file = home.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  /** A hosts file by which this hostname leads here. */
  static Path hosts(Path home, String hostname) throws IOException {
    return Files.writeString(home.resolve("hosts"), "127.0.0.1 " + hostname + "\n");
  }
}
