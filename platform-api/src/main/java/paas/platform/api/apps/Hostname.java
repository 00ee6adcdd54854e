package paas.platform.api.apps;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import paas.platform.api.Addresses;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.app.Domain;
import paas.platform.cert.StoredCertificate;

/**
 * One hostname of an app as the API shows it. {@code target} is what a custom one's DNS record
 * should point at; the app's own has none.
 */
record Hostname(App app, UUID id, String name, Optional<String> target, Instant since) {

  /** The id is made of the app's, so that it stays when the app is renamed. */
  static Hostname own(App app, Addresses addresses) {
    byte[] seed = ("domain of " + app.id()).getBytes(StandardCharsets.UTF_8);
    return new Hostname(
        app,
        UUID.nameUUIDFromBytes(seed),
        addresses.host(app.name()),
        Optional.empty(),
        app.createdAt());
  }

  static Hostname custom(App app, Addresses addresses, Domain domain) {
    return new Hostname(
        app,
        domain.id(),
        domain.hostname().value(),
        Optional.of(addresses.host(app.name())),
        domain.createdAt());
  }

  boolean custom() {
    return target.isPresent();
  }

  /**
   * Status {@code none}: there is nothing to wait for.
   *
   * @param shown the certificate that HTTPS clients get
   */
  Shape shape(Optional<StoredCertificate> shown) {
    return Shape.empty()
        .with("id", id)
        .with("hostname", name)
        .with("kind", custom() ? "custom" : "heroku")
        .with("cname", target)
        .with("status", "none")
        .with("app", AppShapes.reference(app))
        .with("created_at", since)
        .with("updated_at", since)
        .with(
            "acm_status",
            shown.filter(StoredCertificate::automatic).map(certificate -> "cert issued"))
        .none("acm_status_reason")
        .withObject(
            "sni_endpoint",
            shown.map(certificate ->
                Shape.reference(certificate.id(), certificate.name())
                    .with("expires_at", certificate.keyed().facts().notAfter())));
  }
}
