package paas.platform.api.certs;

import java.util.List;
import java.util.Optional;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.cert.CertificateFacts;
import paas.platform.cert.ClientAuthorities;
import paas.platform.cert.HttpsSettings;
import paas.platform.cert.StoredCertificate;

/** What certificates look like to clients. Never a private key. */
final class Shapes {
  private Shapes() {}

  static Shape of(App app, StoredCertificate certificate, List<String> domains) {
    return Shape.reference(certificate.id(), certificate.name())
        .with("certificate_chain", certificate.keyed().chainPem())
        .texts("domains", domains)
        .with("display_name", certificate.name())
        .with("automatic", certificate.automatic())
        .with("ssl_cert", of(certificate))
        .with("app", Shape.reference(app.id().value(), app.name().value()))
        .with("created_at", certificate.createdAt())
        .with("updated_at", certificate.updatedAt());
  }

  private static Shape of(StoredCertificate certificate) {
    CertificateFacts facts = certificate.keyed().facts();
    return Shape.empty()
        .with("id", certificate.id())
        .texts("cert_domains", facts.names())
        .with("subject", facts.subject())
        .with("issuer", facts.issuer())
        .with("starts_at", facts.notBefore())
        .with("expires_at", facts.notAfter())
        .with("self_signed?", facts.selfSigned())
        .with("ca_signed?", !facts.selfSigned())
        .with("acm", certificate.automatic());
  }

  static Shape of(Optional<ClientAuthorities> asked) {
    List<Shape> authorities =
        asked.stream().flatMap(some -> some.facts().stream()).map(Shapes::authority).toList();
    return Shape.empty()
        .with("mode", asked.map(Shapes::mode).orElse("off"))
        .with("authorities", authorities);
  }

  static String mode(ClientAuthorities asked) {
    return asked.required() ? "required" : "optional";
  }

  private static Shape authority(CertificateFacts facts) {
    return Shape.empty()
        .with("subject", facts.subject())
        .with("issuer", facts.issuer())
        .with("starts_at", facts.notBefore())
        .with("expires_at", facts.notAfter());
  }

  static Shape of(HttpsSettings settings) {
    return Shape.empty()
        .with("redirect", settings.redirect())
        .with("hsts", settings.hsts().toSeconds())
        .with("automatic", settings.automatic());
  }
}
