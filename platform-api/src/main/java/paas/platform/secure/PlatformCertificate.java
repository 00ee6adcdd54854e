package paas.platform.secure;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.cert.KeyedChain;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;
import paas.platform.store.PlatformCertificateStore;

/**
 * What is shown for the platform's own hostname, where its API and git are: the certificate in the
 * operator's files, else the one that was issued.
 */
public final class PlatformCertificate {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformCertificate.class);

  private final OwnHost host;
  private final CertificateFiles files;
  private final PlatformCertificateStore store;
  private final AtomicReference<Read> last = new AtomicReference<>(new Read(Optional.empty(), ""));

  /** What the files held when they were last whole, and what is wrong with them now. */
  private record Read(Optional<KeyedChain> whole, String problem) {}

  PlatformCertificate(OwnHost host, CertificateFiles files, PlatformCertificateStore store) {
    this.host = host;
    this.files = files;
    this.store = store;
  }

  public OwnHost host() {
    return host;
  }

  /** Where the platform is reached from everywhere, without a path; empty where it is not. */
  public Optional<URI> url() {
    return host.httpsPort().isPresent() && shown().isPresent()
        ? Optional.of(URI.create(host.url(host.httpsPort().getAsInt())))
        : Optional.empty();
  }

  /** Whether the operator gave a certificate, so that none is issued. */
  public boolean isGiven() {
    return files.areSet();
  }

  /**
   * Looked at anew each time. Files that are not whole change nothing; where they never were since
   * the start, the one that was issued before is shown.
   */
  public Optional<KeyedChain> shown() {
    return files.areSet() ? read().whole().or(this::issued) : issued();
  }

  /** One that cannot be read must not keep apps' certificates from being shown. */
  private Optional<KeyedChain> issued() {
    try {
      return store.certificate(host.hostname());
    } catch (RuntimeException e) {
      LOG.error("The certificate of {} cannot be read, and is left out", host.hostname(), e);
      return Optional.empty();
    }
  }

  /** What is wrong with the operator's files; empty if nothing is. */
  public String problem() {
    return files.areSet() ? read().problem() : "";
  }

  private Read read() {
    Read before = last.get();
    Read now;
    try {
      now = new Read(Optional.of(files.readFor(host.hostname())), "");
    } catch (Rejected | Unavailable e) {
      now = new Read(before.whole(), String.valueOf(e.getMessage()));
      if (!now.problem().equals(before.problem())) {
        LOG.warn("PAAS_PLATFORM_CERT and PAAS_PLATFORM_KEY cannot be used: {}", now.problem());
      }
    }
    last.set(now);
    return now;
  }
}
