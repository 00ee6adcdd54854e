package paas.platform.secure.acme;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.shredzone.acme4j.exception.AcmeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.cert.Issue;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.StoredCertificate;
import paas.platform.deploy.Journal;
import paas.platform.secure.Hostnames;
import paas.platform.secure.Showcase;
import paas.platform.store.AppStore;
import paas.platform.store.CertificateStore;
import paas.platform.store.IssueStore;

/**
 * Has certificates issued and renewed for the hostnames of all apps that want it, one at a time.
 * Owns one thread.
 */
public final class AutoCertificates implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AutoCertificates.class);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Authority authority;
  private final AppStore apps;
  private final CertificateStore certificates;
  private final IssueStore issues;
  private final Hostnames hostnames;
  private final Showcase showcase;
  private final Journal journal;
  private final InstantSource clock;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("acme").unstarted(this::run);
  private volatile boolean closed;

  /** What automatic certificates are made of: the stores, and where they are shown and told. */
  public record Parts(
      AppStore apps,
      CertificateStore certificates,
      IssueStore issues,
      Hostnames hostnames,
      Showcase showcase,
      Journal journal) {}

  public AutoCertificates(Authority authority, Parts parts, InstantSource clock) {
    this.authority = authority;
    this.apps = parts.apps();
    this.certificates = parts.certificates();
    this.issues = parts.issues();
    this.hostnames = parts.hostnames();
    this.showcase = parts.showcase();
    this.journal = parts.journal();
    this.clock = clock;
  }

  /** Begins. Call once. */
  public void start() {
    thread.start();
  }

  /** Looks at once. */
  public void wake() {
    wake.release();
  }

  /** From now on certificates are issued and renewed for all hostnames of the app. */
  public void enable(App app) {
    certificates.change(app.id(), settings -> settings.withAutomatic(true));
    wake();
  }

  /** Removes what was issued as well. */
  public void disable(App app) {
    certificates.change(app.id(), settings -> settings.withAutomatic(false));
    for (StoredCertificate certificate : certificates.of(app.id())) {
      if (certificate.automatic()) {
        certificates.remove(app.id(), certificate.name());
      }
    }
    issues.forgetAll(app.id());
    showcase.refresh();
  }

  /** Tries at once what fails, whatever its back-off. */
  public void refresh(App app) {
    issues.of(app.id()).stream()
        .filter(issue -> !issue.reason().isEmpty())
        .forEach(issue -> issues.keep(issue.hurried(clock.instant())));
    wake();
  }

  private void run() {
    try {
      while (!closed) {
        try {
          turn();
        } catch (RuntimeException e) {
          LOG.error("Automatic certificates could not be looked at; again soon", e);
        }
        if (wake.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Automatic certificates are interrupted, and end");
    }
  }

  /** Deals with everything that is due now. */
  public void turn() throws InterruptedException {
    for (App app : apps.all()) {
      if (certificates.settings(app.id()).automatic()) {
        List<String> names = hostnames.of(app);
        forgetOthers(app.id(), names);
        for (String hostname : names) {
          look(app.id(), hostname);
        }
      }
    }
  }

  private void forgetOthers(AppId app, List<String> names) {
    Set<String> wanted = new HashSet<>(names);
    for (Issue issue : issues.of(app)) {
      if (!wanted.contains(issue.hostname())) {
        issues.forget(app, issue.hostname());
      }
    }
  }

  private void look(AppId app, String hostname) throws InterruptedException {
    Instant now = clock.instant();
    boolean reserved = hostname.endsWith(".localhost") || hostname.endsWith(".test");
    if (closed || (authority.isPublic() && reserved) || hasOwn(app, hostname)) {
      return;
    }
    Issue issue =
        issues.of(app).stream()
            .filter(known -> known.hostname().equals(hostname))
            .findFirst()
            .orElseGet(() -> Issue.waiting(app, hostname, now));
    if (issue.isDue(now)) {
      issue(issues.keep(issue.begin(now)));
    }
  }

  /** Whether somebody added a certificate for it, which is shown before ours. */
  private boolean hasOwn(AppId app, String hostname) {
    return certificates.of(app).stream()
        .anyMatch(certificate ->
            !certificate.automatic()
                && certificate.keyed().facts().covers(hostname)
                && clock.instant().isBefore(certificate.keyed().facts().notAfter()));
  }

  private void issue(Issue issue) throws InterruptedException {
    try {
      if (issue.hostname().startsWith("*.")) {
        throw new AcmeException(
            "automatic certificates are for single names; add one for a wildcard with certs:add");
      }
      // In turns: what stands before this machine may let only one of them through.
      Authority.Proof proof =
          issue.attempts() % 2 == 0 ? Authority.Proof.HTTP_01 : Authority.Proof.TLS_ALPN_01;
      KeyedChain issued = authority.issue(issue.hostname(), proof);
      keep(issue, issued);
      Instant renewal = Issue.renewal(issued.facts());
      issues.keep(issue.issued(renewal, clock.instant()));
      showcase.refresh();
      journal.platform(
          issue.app(),
          "router",
          "Certificate for %s issued, until %s; it is renewed from %s on"
              .formatted(issue.hostname(), issued.facts().notAfter(), renewal));
    } catch (AcmeException | RuntimeException e) {
      fail(issue, e);
    }
  }

  private void keep(Issue issue, KeyedChain issued) {
    Optional<StoredCertificate> before =
        certificates.of(issue.app()).stream()
            .filter(known -> known.automatic() && known.name().equals(issue.hostname()))
            .findFirst();
    if (before.isPresent()) {
      certificates.replace(issue.app(), issue.hostname(), issued, clock.instant());
    } else {
      certificates.add(issue.app(), issue.hostname(), true, issued, clock.instant());
    }
  }

  private void fail(Issue issue, Exception cause) {
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    Issue failed = issues.keep(issue.failed(why, clock.instant()));
    LOG.warn("No certificate for {}", issue.hostname(), cause);
    journal.platform(
        issue.app(),
        "router",
        "Error L14 (Certificate): no certificate for %s: %s. Next attempt at %s"
            .formatted(issue.hostname(), why, failed.nextAt()));
  }

  @Override
  public void close() {
    closed = true;
    wake();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
        LOG.warn("An order for a certificate goes on; it is begun anew at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
