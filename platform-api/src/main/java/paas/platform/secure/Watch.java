package paas.platform.secure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.AppId;
import paas.platform.cert.CertificateFacts;
import paas.platform.cert.StoredCertificate;
import paas.platform.deploy.Journal;
import paas.platform.store.CertificateStore;

/**
 * Looks at all certificates from time to time: has the router show what the store holds, and warns
 * in the app's log (L14), once a day, of those in use that end within 30 days (the platform's own:
 * within a sixth of their life, if that is less). Owns one thread.
 */
public final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Duration AHEAD = Duration.ofDays(30);

  /** Half of the third in which the platform renews its own: a renewal that works never warns. */
  private static final int PART = 6;

  private static final Duration AGAIN = Duration.ofDays(1);

  private final Showcase showcase;
  private final CertificateStore store;
  private final Hostnames hostnames;
  private final Journal journal;
  private final InstantSource clock;
  private final Map<UUID, Instant> warned = new HashMap<>();
  private final Thread thread = Thread.ofVirtual().name("certificate-watch").unstarted(this::run);

  /** Instead of an interrupt, which in the middle of a read could close H2's file. */
  private final CountDownLatch end = new CountDownLatch(1);

  Watch(
      Showcase showcase,
      CertificateStore store,
      Hostnames hostnames,
      Journal journal,
      InstantSource clock) {
    this.showcase = showcase;
    this.store = store;
    this.hostnames = hostnames;
    this.journal = journal;
    this.clock = clock;
  }

  /** Begins. Call once. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        try {
          showcase.refresh();
          warn();
        } catch (RuntimeException e) {
          LOG.error("Certificates could not be looked at; again in {} s", LOOK.toSeconds(), e);
        }
      } while (!end.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("The watch over certificates is interrupted, and ends");
    }
  }

  void warn() {
    Instant now = clock.instant();
    for (StoredCertificate certificate : used(now)) {
      Instant ends = certificate.keyed().facts().notAfter();
      Instant before = warned.getOrDefault(certificate.id(), Instant.EPOCH);
      boolean told = now.isBefore(before.plus(AGAIN)) && !now.isBefore(before);
      if (ends.isBefore(now.plus(ahead(certificate))) && !told) {
        warned.put(certificate.id(), now);
        journal.platform(certificate.app(), "router", warning(certificate, ends, now));
      }
    }
  }

  private Set<StoredCertificate> used(Instant now) {
    Map<AppId, List<StoredCertificate>> all =
        store.all().stream().collect(Collectors.groupingBy(StoredCertificate::app));
    Set<StoredCertificate> used = new LinkedHashSet<>();
    hostnames
        .all()
        .forEach((app, names) -> {
          List<StoredCertificate> own = all.getOrDefault(app, List.of());
          names.forEach(name -> Assignment.of(name, own, now).ifPresent(used::add));
        });
    return used;
  }

  private static Duration ahead(StoredCertificate certificate) {
    CertificateFacts facts = certificate.keyed().facts();
    Duration part = Duration.between(facts.notBefore(), facts.notAfter()).dividedBy(PART);
    return certificate.automatic() && part.compareTo(AHEAD) < 0 ? part : AHEAD;
  }

  private static String warning(StoredCertificate certificate, Instant ends, Instant now) {
    long days = Duration.between(now, ends).toDays();
    String when = now.isBefore(ends) ? "ends in " + days + " days" : "has ended";
    String advice =
        certificate.automatic()
            ? "it could not be renewed: paas certs:auto says why"
            : "paas certs:update " + certificate.name() + " CRT KEY";
    return "Error L14 (Certificate): certificate %s %s, at %s: %s"
        .formatted(certificate.name(), when, ends, advice);
  }

  @Override
  public void close() {
    end.countDown();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
        LOG.warn("The watch over certificates did not end within {} s", CLOSING.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
