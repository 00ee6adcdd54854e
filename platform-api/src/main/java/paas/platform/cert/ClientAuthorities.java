package paas.platform.cert;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import paas.platform.fault.Rejected;

/**
 * Whose certificates the clients of an app show.
 *
 * @param required whether a client without one is refused
 * @param pem the certificates of the authorities, one at least, as they were judged when they came
 */
public record ClientAuthorities(boolean required, String pem) {
  private static final int MOST = 20;

  /** Reads what somebody brings; what would let nobody in, or too many, is refused. */
  public static ClientAuthorities parse(boolean required, String pem, Instant now) {
    List<X509Certificate> authorities = certificates(pem);
    if (authorities.size() > MOST) {
      throw Rejected.invalid(
          "The file holds %d certificates, and an app has at most %d authorities: give those that issue your clients' certificates, not the list of all that browsers trust."
              .formatted(authorities.size(), MOST));
    }
    for (X509Certificate authority : authorities) {
      CertificateFacts facts = CertificateFacts.of(authority);
      facts.requireInForce(now);
      if (authority.getBasicConstraints() < 0 && !facts.selfSigned()) {
        throw Rejected.invalid(
            "'%s' is no certificate authority: give the certificate of the one that issued it (%s)."
                .formatted(facts.subject(), facts.issuer()));
      }
    }
    return new ClientAuthorities(required, Pem.of(authorities));
  }

  private static List<X509Certificate> certificates(String pem) {
    return Pem.certificates(
        pem,
        "The file holds something else besides certificates: give the certificates of the authorities only, and never their keys.");
  }

  public ClientAuthorities withRequired(boolean other) {
    return new ClientAuthorities(other, pem);
  }

  /** What each authority's certificate says of itself. */
  public List<CertificateFacts> facts() {
    return certificates(pem).stream().map(CertificateFacts::of).toList();
  }
}
