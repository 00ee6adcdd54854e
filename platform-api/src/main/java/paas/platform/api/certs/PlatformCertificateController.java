package paas.platform.api.certs;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import java.net.URI;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.wire.Moments;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.cert.CertificateFacts;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.Progress;
import paas.platform.secure.PlatformCertificate;
import paas.platform.secure.acme.AutoCertificates;
import paas.platform.secure.acme.PlatformHost;

/** The certificate of the platform's own hostname: what is shown, or why nothing is. */
@Resource("/platform/certificate")
final class PlatformCertificateController {
  private final PlatformCertificate certificate;
  private final PlatformHost host;
  private final AutoCertificates automatic;

  PlatformCertificateController(
      PlatformCertificate certificate, PlatformHost host, AutoCertificates automatic) {
    this.certificate = certificate;
    this.host = host;
    this.automatic = automatic;
  }

  @Get
  @Allows(Permission.ADMIN)
  Shape info() {
    Optional<Progress> progress = certificate.isGiven() ? Optional.empty() : host.progress();
    return Shape.empty()
        .with("hostname", certificate.host().hostname())
        .with("url", certificate.url().map(URI::toString))
        .with("source", certificate.isGiven() ? "files" : "automatic")
        .with("acm_status", progress.map(at -> at.state().shown()))
        .with("acm_status_reason", whyNot(progress))
        .with("next_at", progress.map(Progress::nextAt).map(Moments::of))
        .withObject(
            "ssl_cert",
            certificate.shown().map(KeyedChain::facts).map(PlatformCertificateController::shape));
  }

  /** Tries at once what fails. */
  @Patch
  @Allows(Permission.ADMIN)
  Shape refresh() {
    host.refresh();
    automatic.wake();
    return info();
  }

  private Optional<String> whyNot(Optional<Progress> progress) {
    Optional<String> refusal =
        certificate.isGiven() ? Optional.of(certificate.problem()) : host.refusal();
    return refusal.or(() -> progress.map(Progress::reason)).filter(why -> !why.isEmpty());
  }

  private static Shape shape(CertificateFacts facts) {
    return Shape.empty()
        .texts("cert_domains", facts.names())
        .with("subject", facts.subject())
        .with("issuer", facts.issuer())
        .with("starts_at", facts.notBefore())
        .with("expires_at", facts.notAfter());
  }
}
