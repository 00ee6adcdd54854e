package paas.platform.secure.acme;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.shredzone.acme4j.exception.AcmeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.cert.CertificateFacts;
import paas.platform.cert.IssueState;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.Progress;
import paas.platform.secure.PlatformCertificate;
import paas.platform.secure.Showcase;
import paas.platform.store.PlatformCertificateStore;

/**
 * Has a certificate issued and renewed for the platform's own hostname, where its operator chose an
 * authority and gave no certificate. Warns in the platform's log (L14) of one that ends soon.
 */
public final class PlatformHost {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformHost.class);
  private static final Duration AHEAD = Duration.ofDays(30);

  /** As for apps: half of the third in which it is renewed. */
  private static final int PART = 6;

  private static final Duration AGAIN = Duration.ofDays(1);

  private final Issuer authority;
  private final Advisor advisor;
  private final Chosen chosen;
  private final PlatformCertificate certificate;
  private final PlatformCertificateStore store;
  private final Showcase showcase;
  private final InstantSource clock;
  private final AtomicBoolean hurried = new AtomicBoolean();
  private Instant warned = Instant.EPOCH;

  /** What it is made of: what is shown, what was issued, and where it is shown. */
  public record Parts(
      PlatformCertificate certificate, PlatformCertificateStore store, Showcase showcase) {}

  /**
   * The authority, as far as the operator chose it.
   *
   * @param agreed whether they named it or a contact, and so agreed to its terms
   */
  public record Chosen(boolean agreed, String directory) {}

  public PlatformHost(Issuer authority, Chosen chosen, Parts parts, InstantSource clock) {
    this.authority = authority;
    this.advisor = new Advisor(authority);
    this.chosen = chosen;
    this.certificate = parts.certificate();
    this.store = parts.store();
    this.showcase = parts.showcase();
    this.clock = clock;
  }

  /** Deals with what is due now. */
  public void turn() throws InterruptedException {
    Instant now = clock.instant();
    warn(now);
    if (certificate.isGiven() || refusal().isPresent()) {
      return;
    }
    Progress progress = progress().orElseGet(() -> Progress.waiting(now));
    if (hurried.getAndSet(false) && !progress.reason().isEmpty()) {
      progress = progress.hurried(now);
    }
    boolean lost = progress.state() == IssueState.ISSUED && certificate.shown().isEmpty();
    if (progress.state() == IssueState.ISSUED && !progress.isDue(now)) {
      progress = advised(progress, now);
    }
    if (progress.isDue(now) || lost) {
      issue(progress.begin(now), progress.state() == IssueState.ISSUED);
    }
  }

  /** Renewed sooner where the authority wants it. */
  private Progress advised(Progress progress, Instant now) {
    advisor.begin(now);
    Optional<Advisor.Sooner> sooner =
        certificate
            .shown()
            .flatMap(shown -> advisor.sooner(hostname(), shown, progress.nextAt(), now));
    if (sooner.isEmpty()) {
      return progress;
    }
    LOG.info("The authority wants the certificate for {} renewed early: {}", hostname(), sooner);
    Progress next = progress.sooner(sooner.get().at());
    keep(next);
    return next;
  }

  /** How far it is with the authority that is chosen now; empty until that was asked. */
  public Optional<Progress> progress() {
    return store.progress(hostname(), chosen.directory());
  }

  private String hostname() {
    return certificate.host().hostname();
  }

  /** Why none is asked for; empty where one is. */
  public Optional<String> refusal() {
    if (!chosen.agreed()) {
      return Optional.of(
          "none was asked for: set PAAS_ACME_EMAIL or PAAS_ACME_DIRECTORY, or give your own in"
              + " PAAS_PLATFORM_CERT and PAAS_PLATFORM_KEY");
    }
    if (certificate.host().httpsPort().isEmpty()) {
      return Optional.of("the router serves no HTTPS: set PAAS_HTTPS_PORT to a port");
    }
    return authority.isPublic() && Issuer.isReserved(hostname())
        ? Optional.of("no public authority issues for it: set PAAS_DOMAIN to a domain of your own")
        : Optional.empty();
  }

  /** Tries at the next turn what fails, whatever its back-off. Only turns write how far it is. */
  public void refresh() {
    hurried.set(true);
  }

  private void keep(Progress progress) {
    store.keep(hostname(), chosen.directory(), progress);
  }

  /**
   * @param renews whether this authority has issued the one that is there, and not refused another
   */
  private void issue(Progress progress, boolean renews) throws InterruptedException {
    keep(progress);
    try {
      Issuer.Proof proof = authority.proof(hostname(), progress.attempts());
      Optional<KeyedChain> former = certificate.shown().filter(one -> renews);
      take(progress, authority.issue(hostname(), proof, former));
    } catch (AcmeException | RuntimeException e) {
      fail(progress, e);
    }
    showcase.refresh();
  }

  private void take(Progress progress, KeyedChain issued) {
    Instant renewal = Progress.renewal(issued.facts());
    store.keep(hostname(), chosen.directory(), progress.issued(renewal, clock.instant()), issued);
    LOG.info(
        "Certificate for {} issued, until {}; it is renewed from {} on",
        hostname(),
        issued.facts().notAfter(),
        renewal);
  }

  private void fail(Progress progress, Exception cause) {
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    Instant now = clock.instant();
    Progress failed = progress.failed(why, Issuer.earliest(cause, now), now);
    keep(failed);
    LOG.warn(
        "Error L14 (Certificate): no certificate for {}; next attempt at {}",
        hostname(),
        failed.nextAt(),
        cause);
  }

  private void warn(Instant now) {
    if (now.isBefore(warned.plus(AGAIN)) && !now.isBefore(warned)) {
      return;
    }
    certificate
        .shown()
        .map(KeyedChain::facts)
        .filter(facts -> facts.notAfter().isBefore(now.plus(ahead(facts))))
        .ifPresent(facts -> {
          warned = now;
          LOG.warn(
              "Error L14 (Certificate): the certificate of {} ends at {}: {}",
              hostname(),
              facts.notAfter(),
              certificate.isGiven()
                  ? "put another into the files of PAAS_PLATFORM_CERT and PAAS_PLATFORM_KEY"
                  : "it could not be renewed; paas certs --platform says why");
        });
  }

  private Duration ahead(CertificateFacts facts) {
    Duration part = Duration.between(facts.notBefore(), facts.notAfter()).dividedBy(PART);
    return !certificate.isGiven() && part.compareTo(AHEAD) < 0 ? part : AHEAD;
  }
}
