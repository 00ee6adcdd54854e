package paas.cli.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The authorities that are believed besides Java's own: those of the files that PAAS_CA and
 * SSL_CERT_FILE name, or of this computer. Read only once Java's do not know an authority.
 */
public final class Roots {
  private static final String OWN = "PAAS_CA";
  private static final String USUAL = "SSL_CERT_FILE";

  /** Three times what Debian's has. */
  private static final int MAX_BYTES = 1 << 20;

  /** Debian and Alpine, Fedora, openSUSE, macOS. */
  private static final List<Path> BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  /** A file that a variable names, or that this computer has. */
  private record Source(String variable, Path file) {}

  private final List<Source> sources;

  private Roots(List<Source> sources) {
    this.sources = sources;
  }

  /** By the environment: a file that it names has to be there once it is needed. */
  public static Roots of(Map<String, String> env) {
    List<Source> sources = new ArrayList<>();
    named(env, OWN).ifPresent(sources::add);
    named(env, USUAL)
        .or(() -> BUNDLES.stream().filter(Files::isReadable).findFirst().map(Roots::found))
        .ifPresent(sources::add);
    return new Roots(sources);
  }

  private static Optional<Source> named(Map<String, String> env, String variable) {
    String file = env.getOrDefault(variable, "");
    return file.isEmpty() ? Optional.empty() : Optional.of(new Source(variable, Path.of(file)));
  }

  private static Source found(Path bundle) {
    return new Source("", bundle);
  }

  /** Java's own. */
  static X509ExtendedTrustManager ofJava() throws GeneralSecurityException {
    return manager(Optional.empty());
  }

  /**
   * Those of all files together.
   *
   * @throws UnreadableRoots when a file that a variable names is not there, or has no certificate
   */
  X509ExtendedTrustManager ofFiles() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Source source : sources) {
        for (Certificate certificate : read(source)) {
          store.setCertificateEntry("root-" + store.size(), certificate);
        }
      }
      return manager(Optional.of(store));
    } catch (IOException e) {
      throw new GeneralSecurityException("An empty store cannot be made", e);
    }
  }

  private static X509ExtendedTrustManager manager(Optional<KeyStore> store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store.orElse(null));
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }

  private static Collection<? extends Certificate> read(Source source) throws UnreadableRoots {
    try {
      Collection<? extends Certificate> found = certificates(source.file());
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      return none(source, "it holds no certificate that Java can read");
    } catch (NoSuchFileException e) {
      return none(source, "there is no such file");
    } catch (IOException e) {
      return none(source, "it cannot be read (" + e.getMessage() + ")");
    }
    return none(source, "it holds no certificate");
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, CertificateException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(bytes(file)));
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("larger than " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  /** What nobody named is no reason to end with. */
  private static List<Certificate> none(Source source, String why) throws UnreadableRoots {
    if (source.variable().isEmpty()) {
      return List.of();
    }
    throw new UnreadableRoots(
        "%s names %s as the certificates of authorities to trust, but %s."
            .formatted(source.variable(), source.file(), why));
  }
}
