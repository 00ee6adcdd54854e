package paas.router.training;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import paas.router.tls.KeyPairPem;

/** A certificate that nobody but its visitors trusts, as the JDK's {@code keytool} makes it. */
record Identity(KeyPairPem pem, SSLContext trust) {
  private static final char[] PASSWORD = "training".toCharArray();

  static Identity read(Path pkcs12) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(pkcs12)) {
      store.load(in, PASSWORD);
    }
    String alias = store.aliases().nextElement();
    Certificate certificate = store.getCertificate(alias);
    Key key = store.getKey(alias, PASSWORD);
    return new Identity(
        new KeyPairPem(
            pem("CERTIFICATE", certificate.getEncoded()), pem("PRIVATE KEY", key.getEncoded())),
        trusting(certificate));
  }

  private static String pem(String what, byte[] content) {
    String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
  }

  private static SSLContext trusting(Certificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("training", certificate);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
