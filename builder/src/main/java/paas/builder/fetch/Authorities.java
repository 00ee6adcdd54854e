package paas.builder.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whom TLS trusts: the authorities that Java came with, and those of the machine's own bundle. */
final class Authorities {
  private static final Logger LOG = LoggerFactory.getLogger(Authorities.class);
  private static final Path BUNDLE = Path.of("/etc/ssl/certs/ca-certificates.crt");

  private Authorities() {}

  static SSLContext context() {
    try {
      List<Certificate> all = new ArrayList<>(shipped());
      all.addAll(bundle());
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < all.size(); i++) {
        store.setCertificateEntry("ca-" + i, all.get(i));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("No TLS context could be made", e);
    }
  }

  private static List<X509Certificate> shipped() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    List<X509Certificate> shipped = new ArrayList<>();
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager trust) {
        shipped.addAll(List.of(trust.getAcceptedIssuers()));
      }
    }
    return shipped;
  }

  private static List<Certificate> bundle() {
    if (!Files.isRegularFile(BUNDLE)) {
      return List.of();
    }
    try (InputStream in = Files.newInputStream(BUNDLE)) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn("The certificates in {} cannot be read and are not trusted", BUNDLE, e);
      return List.of();
    }
  }

  private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
