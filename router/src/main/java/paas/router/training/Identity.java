package paas.router.training;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import paas.router.tls.Authorities;
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
    KeyPairPem pair =
        new KeyPairPem(
            pem("CERTIFICATE", store.getCertificate(alias).getEncoded()),
            pem("PRIVATE KEY", store.getKey(alias, PASSWORD).getEncoded()));
    return new Identity(pair, trusting(pair));
  }

  private static String pem(String what, byte[] content) {
    String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
  }

  private static SSLContext trusting(KeyPairPem pair) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {Authorities.trusting(pair.chain())}, null);
    return context;
  }
}
