package paas.platform.secure.acme;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;
import paas.platform.fault.Unavailable;

/** Reaches a directory whose certificate these roots vouch for, and no others. */
final class TrustedProvider extends GenericAcmeProvider {
  private final SSLContext trust;

  TrustedProvider(Path roots) {
    this.trust = trust(roots);
  }

  private static SSLContext trust(Path roots) {
    try (InputStream in = Files.newInputStream(roots)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("root-" + store.size(), root);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new Unavailable(
          "PAAS_ACME_CA names " + roots + ", which cannot be read as PEM certificates.", e);
    }
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings settings) {
    return HttpClient.newBuilder()
        .connectTimeout(settings.getTimeout())
        .followRedirects(HttpClient.Redirect.NORMAL)
        .sslContext(trust)
        .build();
  }
}
