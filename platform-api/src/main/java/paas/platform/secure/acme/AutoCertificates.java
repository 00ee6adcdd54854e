package paas.platform.secure.acme;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.shredzone.acme4j.exception.AcmeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.cert.Issue;
import paas.platform.cert.IssueState;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.Progress;
import paas.platform.cert.StoredCertificate;
import paas.platform.deploy.Journal;
import paas.platform.secure.Hostnames;
import paas.platform.secure.Showcase;
import paas.platform.secure.dns.RememberedRecords;
import paas.platform.store.AppStore;
import paas.platform.store.CertificateStore;
import paas.platform.store.IssueStore;

/**
 * Has certificates issued and renewed for the platform's own hostname and those of all apps that
 * want it, one at a time. Owns one thread.
 */
public final class AutoCertificates implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AutoCertificates.class);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Duration NOTABLE = Duration.ofDays(3);

  private final Issuer authority;
  private final Advisor advisor;
  private final AppStore apps;
  private final CertificateStore certificates;
  private final IssueStore issues;
  private final Hostnames hostnames;
  private final RememberedRecords records;
  private final PlatformHost host;
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
      RememberedRecords records,
      PlatformHost host,
      Showcase showcase,
      Journal journal) {}

  public AutoCertificates(Issuer authority, Parts parts, InstantSource clock) {
    this.authority = authority;
    this.advisor = new Advisor(authority);
    this.apps = parts.apps();
    this.certificates = parts.certificates();
    this.issues = parts.issues();
    this.hostnames = parts.hostnames();
    this.records = parts.records();
    this.host = parts.host();
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
    expect(app);
  }

  /** Says at once which of the app's hostnames get one that have none yet, and begins with them. */
  public void expect(App app) {
    if (!certificates.settings(app.id()).automatic()) {
      return;
    }
    Instant now = clock.instant();
    List<StoredCertificate> own = certificates.of(app.id());
    List<String> known = issues.of(app.id()).stream().map(Issue::hostname).toList();
    hostnames.of(app).stream()
        .filter(hostname -> !known.contains(hostname) && isOurs(hostname, own, now))
        .forEach(
            hostname -> issues.keep(Issue.waiting(app.id(), hostname, authority.directory(), now)));
    wake();
  }

  private boolean isOurs(String hostname, List<StoredCertificate> own, Instant now) {
    return !(authority.isPublic() && Issuer.isReserved(hostname)) && !hasOwn(own, hostname, now);
  }

  /** Removes what was issued as well. */
  public void disable(App app) {
    certificates.change(app.id(), settings -> settings.withAutomatic(false));
    certificates.removeAutomatic(app.id(), List.of());
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
    records.sweep();
    advisor.begin(clock.instant());
    try {
      host.turn();
    } catch (RuntimeException e) {
      LOG.error("The platform's own certificate could not be looked at; again soon", e);
    }
    for (App app : apps.all()) {
      try {
        if (certificates.settings(app.id()).automatic()) {
          turn(app);
        }
      } catch (RuntimeException e) {
        LOG.error("Certificates of app {} could not be looked at; again soon", app.name(), e);
      }
    }
  }

  private void turn(App app) throws InterruptedException {
    List<String> names = hostnames.of(app);
    List<StoredCertificate> own = forgetOthers(app.id(), names);
    List<Issue> known = issues.of(app.id());
    for (String hostname : names) {
      look(app.id(), hostname, own, known);
    }
  }

  /** What is left of the app's certificates, without those for hostnames that it has no more. */
  private List<StoredCertificate> forgetOthers(AppId app, List<String> names) {
    for (Issue issue : issues.of(app)) {
      if (!names.contains(issue.hostname())) {
        issues.forget(app, issue.hostname());
      }
    }
    if (certificates.removeAutomatic(app, names) > 0) {
      showcase.refresh();
    }
    return certificates.of(app);
  }

  private void look(
      AppId app, String hostname, List<StoredCertificate> own, List<Issue> issuesOfApp)
      throws InterruptedException {
    Instant now = clock.instant();
    if (closed || !isOurs(hostname, own, now)) {
      return;
    }
    Issue issue =
        issuesOfApp.stream()
            .filter(known -> known.hostname().equals(hostname))
            .findFirst()
            .flatMap(this::withAuthority)
            .orElseGet(() -> Issue.waiting(app, hostname, authority.directory(), now));
    Optional<StoredCertificate> shown = automatic(own, hostname);
    if (issue.state() == IssueState.ISSUED && !issue.isDue(now) && shown.isPresent()) {
      issue = advised(issue, shown.get().keyed(), now);
    }
    if (!issue.isDue(now) && (issue.state() != IssueState.ISSUED || shown.isPresent())) {
      return;
    }
    Optional<String> refusal =
        Issuer.isWildcard(hostname) ? authority.dnsRefusal(hostname) : Optional.empty();
    if (refusal.isPresent()) {
      refuse(issue, refusal.get());
    } else {
      issue(issues.keep(issue.begin(now)), issue.state() == IssueState.ISSUED, own);
    }
  }

  /** Renewed sooner where the authority wants it. */
  private Issue advised(Issue issue, KeyedChain shown, Instant now) {
    Optional<Advisor.Sooner> sooner = advisor.sooner(issue.hostname(), shown, issue.nextAt(), now);
    if (sooner.isEmpty()) {
      return issue;
    }
    String reason = sooner.get().reason();
    tell(
        issue,
        "The authority wants the certificate for %s renewed early, at %s%s"
            .formatted(issue.hostname(), sooner.get().at(), reason.isEmpty() ? "" : ": " + reason));
    return issues.keep(issue.sooner(sooner.get().at()));
  }

  /**
   * Empty for another authority's: what that one issued, or why it did not, says nothing of this
   * one. What was issued is shown until this one issues.
   */
  private Optional<Issue> withAuthority(Issue issue) {
    String directory = authority.directory();
    return issue.directory().isEmpty()
        ? Optional.of(issues.keep(issue.at(directory)))
        : Optional.of(issue).filter(known -> known.directory().equals(directory));
  }

  /** Whether somebody added a certificate for it, which is shown before ours. */
  private static boolean hasOwn(List<StoredCertificate> own, String hostname, Instant now) {
    return own.stream()
        .anyMatch(one ->
            !one.automatic()
                && one.keyed().facts().covers(hostname)
                && now.isBefore(one.keyed().facts().notAfter()));
  }

  private static Optional<StoredCertificate> automatic(
      List<StoredCertificate> own, String hostname) {
    return own.stream().filter(one -> one.automatic() && one.name().equals(hostname)).findFirst();
  }

  /** Said once: no later attempt would go better, until the operator sets something else. */
  private void refuse(Issue issue, String why) {
    if (issue.state() != IssueState.FAILING || !issue.reason().equals(why)) {
      Instant now = clock.instant();
      issues.keep(issue.failed(why, now, now));
      tell(issue, "Error L14 (Certificate): no certificate for " + issue.hostname() + ": " + why);
    }
  }

  /**
   * @param renews whether this authority has issued the one that is there, and not refused another
   */
  private void issue(Issue issue, boolean renews, List<StoredCertificate> own)
      throws InterruptedException {
    KeyedChain issued;
    try {
      Optional<KeyedChain> former = automatic(own, issue.hostname()).map(StoredCertificate::keyed);
      if (former.isEmpty()) {
        certificates.requireRoom(issue.app());
      }
      Issuer.Proof proof = authority.proof(issue.hostname(), issue.attempts());
      issued = authority.issue(issue.hostname(), proof, former.filter(one -> renews));
    } catch (AcmeException | RuntimeException e) {
      fail(issue, e);
      return;
    }
    take(issue, issued);
  }

  /** An order takes its time: what was wanted may not be wanted any more. */
  private boolean isWanted(Issue issue) {
    return certificates.settings(issue.app()).automatic()
        && apps.find(issue.app())
            .filter(app -> hostnames.of(app).contains(issue.hostname()))
            .isPresent();
  }

  private void take(Issue issue, KeyedChain issued) {
    if (!isWanted(issue)) {
      return;
    }
    Instant renewal = Progress.renewal(issued.facts());
    try {
      certificates.renew(issue.app(), issue.hostname(), issued, clock.instant());
    } catch (RuntimeException e) {
      // With its pause: an order at every look would use up what the authority allows.
      fail(issue, e);
      return;
    }
    issues.keep(issue.issued(renewal, clock.instant()));
    showcase.refresh();
    tell(
        issue,
        "Certificate for %s issued, until %s; it is renewed from %s on"
            .formatted(issue.hostname(), issued.facts().notAfter(), renewal));
  }

  private void fail(Issue issue, Exception cause) {
    if (!isWanted(issue)) {
      return;
    }
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    Instant now = clock.instant();
    Issue failed = issues.keep(issue.failed(why, Issuer.earliest(cause, now), now));
    LOG.warn("No certificate for {}", issue.hostname(), cause);
    tell(
        issue,
        "Error L14 (Certificate): no certificate for %s: %s. Next attempt at %s"
            .formatted(issue.hostname(), why, failed.nextAt()));
  }

  private void tell(Issue issue, String text) {
    journal.platform(issue.app(), "router", text);
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
