package paas.platform.secure;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import paas.platform.cert.CertificateFacts;
import paas.platform.cert.StoredCertificate;

/**
 * Which of an app's certificates is shown for a hostname: one that has not expired before one that
 * has, one that people added before the platform's own, the exact name before a wildcard, and then
 * the one that lasts longest.
 */
public final class Assignment {
  private Assignment() {}

  public static Optional<StoredCertificate> of(
      String hostname, List<StoredCertificate> certificates, Instant now) {
    return certificates.stream()
        .filter(certificate -> certificate.keyed().facts().covers(hostname))
        .min(
            Comparator.comparing(
                    (StoredCertificate certificate) -> !now.isBefore(facts(certificate).notAfter()))
                .thenComparing(StoredCertificate::automatic)
                .thenComparing(certificate -> !facts(certificate).names().contains(hostname))
                .thenComparing(
                    certificate -> facts(certificate).notAfter(), Comparator.reverseOrder()));
  }

  private static CertificateFacts facts(StoredCertificate certificate) {
    return certificate.keyed().facts();
  }
}
