package paas.platform.cert;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;
import paas.platform.fault.Rejected;

/** PEM as authorities and OpenSSL write it, read within bounds. */
final class Pem {
  /** Of one file, in characters. */
  private static final int LONGEST = 64 << 10;

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  /**
   * The certificates of a file, one at least.
   *
   * @param otherwise what is said of a file that holds something else too
   */
  static List<X509Certificate> certificates(String pem, String otherwise) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Object item : items(pem, "certificate")) {
        if (item instanceof X509CertificateHolder holder) {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
        } else {
          throw Rejected.invalid(otherwise);
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw Rejected.invalid("The certificate cannot be read: " + e.getMessage());
    }
    if (certificates.isEmpty()) {
      throw Rejected.invalid(
          "The certificate file holds no certificate: it must begin with -----BEGIN"
              + " CERTIFICATE-----.");
    }
    return certificates;
  }

  /** Everything that the file holds, as Bouncy Castle has it. */
  static List<Object> items(String pem, String what) throws IOException {
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

  static String of(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    try {
      for (X509Certificate certificate : certificates) {
        text.append(of("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read cannot be written", e);
    }
    return text.toString();
  }

  static String of(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, LINES.encodeToString(der), kind);
  }
}
