package paas.platform.cert;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.shredzone.acme4j.util.CSRBuilder;
import org.shredzone.acme4j.util.CertificateUtils;

/** A certificate authority of the tests' own. */
public final class TestCertificates {
  public static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final KeyPair rootKey = key("RSA", 2048);
  private final X509Certificate root =
      CertificateUtils.createTestRootCertificate(
          "CN=Test root",
          NOW.minus(Duration.ofDays(100)),
          NOW.plus(Duration.ofDays(1000)),
          rootKey);

  /** In PEM. */
  public record Issued(X509Certificate certificate, KeyPair pair) {
    public String certificatePem() {
      return pem(List.of(certificate));
    }

    public String keyPem() {
      return text("PRIVATE KEY", pair.getPrivate().getEncoded());
    }
  }

  public X509Certificate root() {
    return root;
  }

  /** Issued 30 days ago. */
  public Issued issue(KeyPair pair, Duration left, String... names) {
    return issue(pair, left, root, rootKey, names);
  }

  private static Issued issue(
      KeyPair pair, Duration left, X509Certificate issuer, KeyPair issuerKey, String... names) {
    try {
      CSRBuilder request = new CSRBuilder();
      request.addDomains(names);
      request.sign(pair);
      return new Issued(
          CertificateUtils.createTestCertificate(
              request.getCSR(),
              NOW.minus(Duration.ofDays(30)),
              NOW.plus(left),
              issuer,
              issuerKey.getPrivate()),
          pair);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For 60 days more. */
  public Issued issue(String... names) {
    return issue(key("EC", 256), Duration.ofDays(60), names);
  }

  /** By an authority below the root, which ends then and comes along. */
  public KeyedChain through(Instant end, String name) {
    KeyPair middleKey = key("RSA", 2048);
    X509Certificate middle =
        CertificateUtils.createTestIntermediateCertificate(
            "CN=Test middle",
            NOW.minus(Duration.ofDays(100)),
            end,
            middleKey.getPublic(),
            root,
            rootKey.getPrivate());
    KeyPair pair = key("EC", 256);
    Issued issued = issue(pair, Duration.ofDays(60), middle, middleKey, name);
    return new KeyedChain(List.of(issued.certificate(), middle, root), pair.getPrivate());
  }

  public static KeyPair key(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String pem(List<X509Certificate> certificates) {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        pem.append(text("CERTIFICATE", certificate.getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
    return pem.toString();
  }

  private static String text(String kind, byte[] der) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + kind
        + "-----\n";
  }
}
