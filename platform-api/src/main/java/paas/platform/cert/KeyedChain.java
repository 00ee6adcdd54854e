package paas.platform.cert;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import paas.platform.fault.Rejected;

/**
 * A certificate chain, the server's own first, and the private key that belongs to it.
 *
 * @param key never printed
 */
public record KeyedChain(List<X509Certificate> chain, PrivateKey key) {
  public KeyedChain {
    chain = List.copyOf(chain);
    Soundness.require(chain, key);
  }

  /** Reads PEM as authorities and OpenSSL write it; what cannot be served is refused. */
  public static KeyedChain parse(String chain, String key) {
    return new KeyedChain(readChain(chain), readKey(key));
  }

  private static List<X509Certificate> readChain(String pem) {
    return Pem.certificates(
        pem,
        "The certificate file holds something else besides certificates: give the key separately, as the second file.");
  }

  private static PrivateKey readKey(String pem) {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    try {
      for (Object item : Pem.items(pem, "key")) {
        Optional<PrivateKeyInfo> found =
            switch (item) {
              case PrivateKeyInfo info -> Optional.of(info);
              case PEMKeyPair pair -> Optional.of(pair.getPrivateKeyInfo());
              case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ ->
                  throw Rejected.invalid(
                      "The private key is protected by a passphrase: give it without one (openssl"
                          + " pkey -in server.key -out open.key).");
              default -> Optional.empty();
            };
        if (found.isPresent()) {
          return converter.getPrivateKey(found.get());
        }
      }
    } catch (IOException e) {
      throw Rejected.invalid("The private key cannot be read: " + e.getMessage());
    }
    throw Rejected.invalid(
        "The key file holds no private key: it must begin with -----BEGIN PRIVATE KEY----- or"
            + " alike.");
  }

  public X509Certificate own() {
    return chain.getFirst();
  }

  public CertificateFacts facts() {
    return CertificateFacts.of(own());
  }

  /** Refuses what no browser would take now. A root is no matter: browsers have their own. */
  public void requireInForce(Instant now) {
    facts().requireInForce(now);
    for (X509Certificate other : chain.subList(1, chain.size())) {
      CertificateFacts issuer = CertificateFacts.of(other);
      if (!issuer.selfSigned() && !now.isBefore(issuer.notAfter())) {
        throw Rejected.invalid(
            "The file holds the certificate of an issuer that expired at %s (%s): put the chain there that came with this certificate."
                .formatted(issuer.notAfter(), issuer.subject()));
      }
    }
  }

  /** As the router takes it. */
  public String chainPem() {
    return Pem.of(chain);
  }

  /** PKCS#8. */
  public String keyPem() {
    return Pem.of("PRIVATE KEY", key.getEncoded());
  }

  @Override
  public String toString() {
    return "KeyedChain[" + own().getSubjectX500Principal() + "]";
  }
}
