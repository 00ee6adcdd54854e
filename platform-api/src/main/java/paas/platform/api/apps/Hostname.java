package paas.platform.api.apps;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import paas.platform.api.Addresses;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.app.Domain;
import paas.platform.cert.Issue;
import paas.platform.cert.IssueState;
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
   * Status {@code none}: there is nothing to wait for. {@code failed}: it leads nowhere.
   *
   * @param lost why it does not lead to its app
   * @param shown the certificate that HTTPS clients get
   * @param issue of its automatic certificate
   */
  Shape shape(Optional<String> lost, Optional<StoredCertificate> shown, Optional<Issue> issue) {
    Optional<Issue> failing =
        issue.filter(one ->
            one.state() == IssueState.FAILING && shown.stream().allMatch(it -> it.automatic()));
    return Shape.empty()
        .with("id", id)
        .with("hostname", name)
        .with("kind", custom() ? "custom" : "heroku")
        .with("cname", target)
        .with("status", lost.isPresent() ? "failed" : "none")
        .with("status_reason", lost)
        .with("app", AppShapes.reference(app))
        .with("created_at", since)
        .with("updated_at", since)
        .with(
            "acm_status",
            failing
                .map(any -> "failed")
                .or(() -> shown.filter(StoredCertificate::automatic).map(any -> "cert issued")))
        .with("acm_status_reason", failing.map(Issue::reason))
        .withObject(
            "sni_endpoint",
            shown.map(certificate ->
                Shape.reference(certificate.id(), certificate.name())
                    .with("expires_at", certificate.keyed().facts().notAfter())));
  }
}
