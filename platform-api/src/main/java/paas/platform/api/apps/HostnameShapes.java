package paas.platform.api.apps;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.cert.Issue;
import paas.platform.cert.StoredCertificate;
import paas.platform.fault.Rejected;
import paas.platform.secure.Assignment;
import paas.platform.store.CertificateStore;
import paas.platform.store.IssueStore;

/** How hostnames are shown, with their certificates. */
@Singleton
final class HostnameShapes {
  private final CertificateStore certificates;
  private final IssueStore issues;
  private final LostNames lost;
  private final InstantSource clock;

  HostnameShapes(
      CertificateStore certificates, IssueStore issues, LostNames lost, InstantSource clock) {
    this.certificates = certificates;
    this.issues = issues;
    this.lost = lost;
    this.clock = clock;
  }

  /** For those of one app: asks for its certificates once. */
  Function<Hostname, Shape> of(App app) {
    List<StoredCertificate> own = certificates.of(app.id());
    List<Issue> known = issues.of(app.id());
    return host ->
        host.shape(
            lost.reason(host),
            Assignment.of(host.name(), own, clock.instant()),
            known.stream().filter(issue -> issue.hostname().equals(host.name())).findFirst());
  }

  /** Refuses a certificate that browsers would not take for the hostname. */
  void requireCovered(App app, Hostname host, String certificate) {
    StoredCertificate named = certificates.named(app.id(), certificate);
    if (!named.keyed().facts().covers(host.name())) {
      throw Rejected.invalid(
          "Certificate '%s' is for %s, not for '%s': add one that names it (paas certs:add)."
              .formatted(
                  named.name(), String.join(", ", named.keyed().facts().names()), host.name()));
    }
  }
}
