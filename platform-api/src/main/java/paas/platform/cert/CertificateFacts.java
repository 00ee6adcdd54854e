package paas.platform.cert;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import paas.platform.fault.Rejected;

/**
 * What a certificate says of itself.
 *
 * @param names the hostnames that it is for, with wildcards
 */
public record CertificateFacts(
    List<String> names,
    String subject,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    boolean selfSigned) {
  private static final int DNS = 2;

  public CertificateFacts {
    names = List.copyOf(names);
  }

  static CertificateFacts of(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().toString();
    String issuer = certificate.getIssuerX500Principal().toString();
    return new CertificateFacts(
        names(certificate),
        subject,
        issuer,
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        subject.equals(issuer));
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.getFirst().equals(DNS))
              .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
              .toList();
    } catch (CertificateParsingException e) {
      throw Rejected.invalid("The certificate's names cannot be read: " + e.getMessage());
    }
  }

  /** Whether browsers take it for this hostname: a wildcard stands for one label. */
  public boolean covers(String hostname) {
    int dot = hostname.indexOf('.');
    return names.contains(hostname) || (dot > 0 && names.contains("*" + hostname.substring(dot)));
  }

  /** Refuses what no browser would take now. */
  public void requireInForce(Instant now) {
    if (!now.isBefore(notAfter)) {
      throw Rejected.invalid("The certificate expired at " + notAfter + ": have it renewed.");
    }
    if (now.isBefore(notBefore)) {
      throw Rejected.invalid(
          "The certificate is not valid before "
              + notBefore
              + ": add it then, or check the clock.");
    }
  }

  /** Refuses one that is for none of these. */
  public void requireFor(List<String> hostnames) {
    if (names.isEmpty()) {
      throw Rejected.invalid(
          "The certificate names no hostname (subjectAltName), and browsers look nowhere else.");
    }
    if (hostnames.stream().noneMatch(this::covers)) {
      throw Rejected.invalid(
          "The certificate is for %s, and the app's hostnames are %s: add the domain first (paas domains:add), or give the certificate of one of them."
              .formatted(String.join(", ", names), String.join(", ", hostnames)));
    }
  }
}
