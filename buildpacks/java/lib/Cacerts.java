import java.io.BufferedInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/** Cacerts BUNDLE.pem CACERTS: writes the certificates of a PEM file as the key store that Java trusts. */
class Cacerts {
  public static void main(String[] paths) throws Exception {
    // Java opens it without a password, which would hide the entries of a PKCS12 store.
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    try (var bundle = new BufferedInputStream(Files.newInputStream(Path.of(paths[0])))) {
      int number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(bundle)) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
    }
    try (var out = Files.newOutputStream(Path.of(paths[1]))) {
      store.store(out, "changeit".toCharArray());
    }
  }
}
