package paas.platform.cert;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import paas.platform.fault.Rejected;

/**
 * A certificate chain, the server's own first, and the private key that belongs to it.
 *
 * @param key never printed
 */
public record KeyedChain(List<X509Certificate> chain, PrivateKey key) {
  /** Of the certificates together, and of the key, in characters. */
  private static final int LONGEST = 64 << 10;

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  public KeyedChain {
    chain = List.copyOf(chain);
    Soundness.require(chain, key);
  }

  /** Reads PEM as authorities and OpenSSL write it; what cannot be served is refused. */
  public static KeyedChain parse(String chain, String key) {
    return new KeyedChain(readChain(chain), readKey(key));
  }

  private static List<X509Certificate> readChain(String pem) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Object item : items(pem, "certificate")) {
        if (item instanceof X509CertificateHolder holder) {
          chain.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
        } else {
          throw Rejected.invalid(
              "The certificate file holds something else besides certificates: give the key"
                  + " separately, as the second file.");
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw Rejected.invalid("The certificate cannot be read: " + e.getMessage());
    }
    if (chain.isEmpty()) {
      throw Rejected.invalid(
          "The certificate file holds no certificate: it must begin with -----BEGIN"
              + " CERTIFICATE-----.");
    }
    return chain;
  }

  private static PrivateKey readKey(String pem) {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    try {
      for (Object item : items(pem, "key")) {
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

  private static List<Object> items(String pem, String what) throws IOException {
    if (pem.length() > LONGEST) {
      throw Rejected.invalid(
          "The " + what + " file is longer than " + (LONGEST >> 10) + " KB: it is another file.");
    }
    List<Object> items = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
        items.add(item);
      }
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      // Bouncy Castle says the second for what is not Base64.
      throw new IOException("it is not PEM", e);
    }
    return items;
  }

  public X509Certificate own() {
    return chain.getFirst();
  }

  public CertificateFacts facts() {
    return CertificateFacts.of(own());
  }

  /** As the router takes it. */
  public String chainPem() {
    StringBuilder text = new StringBuilder();
    try {
      for (X509Certificate certificate : chain) {
        text.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read cannot be written", e);
    }
    return text.toString();
  }

  /** PKCS#8. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, LINES.encodeToString(der), kind);
  }

  @Override
  public String toString() {
    return "KeyedChain[" + own().getSubjectX500Principal() + "]";
  }
}
