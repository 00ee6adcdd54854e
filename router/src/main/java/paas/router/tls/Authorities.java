package paas.router.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes the JDK's judge of certificates out of those of the authorities that are believed. */
public final class Authorities {
  private Authorities() {}

  /**
   * @throws SSLException if the PEM holds no certificates, or something else
   */
  public static X509ExtendedTrustManager trusting(String pem) throws SSLException {
    try {
      return judge(store(pem));
    } catch (GeneralSecurityException | IOException e) {
      throw new SSLException("The authorities of clients cannot be read: " + e.getMessage(), e);
    }
  }

  /** Believes nobody. */
  static X509ExtendedTrustManager none() {
    try {
      return judge(empty());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This JDK judges no certificates", e);
    }
  }

  private static X509ExtendedTrustManager judge(KeyStore believed) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(believed);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager judge) {
        return judge;
      }
    }
    throw new KeyStoreException("This JDK judges no certificates of X.509");
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    var in = new ByteArrayInputStream(pem.getBytes(US_ASCII));
    int number = 0;
    for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
      store.setCertificateEntry(Integer.toString(number++), one);
    }
    if (number == 0) {
      throw new CertificateException("no certificate is there");
    }
    return store;
  }
}
