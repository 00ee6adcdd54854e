package paas.platform.secure;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import paas.platform.app.AppId;
import paas.platform.cert.StoredCertificate;
import paas.platform.store.CertificateStore;
import paas.platform.store.ClientAuthorityStore;
import paas.router.tls.Challenge;
import paas.router.tls.TlsTable;

/** All that there is to show, of the apps and the platform, as the stores say it now. */
final class Stock {
  private final Hostnames hostnames;
  private final CertificateStore certificates;
  private final ClientAuthorityStore authorities;
  private final PlatformCertificate own;
  private final InstantSource clock;

  Stock(
      Hostnames hostnames,
      CertificateStore certificates,
      ClientAuthorityStore authorities,
      PlatformCertificate own,
      InstantSource clock) {
    this.hostnames = hostnames;
    this.certificates = certificates;
    this.authorities = authorities;
    this.own = own;
    this.clock = clock;
  }

  TlsTable with(List<Challenge> challenges) {
    Map<AppId, List<StoredCertificate>> all =
        certificates.all().stream().collect(Collectors.groupingBy(StoredCertificate::app));
    TlsTable apps =
        Snapshot.of(
            hostnames.all(),
            all,
            certificates.allSettings(),
            authorities.all(),
            challenges,
            clock.instant());
    return own.shown().map(shown -> Snapshot.with(apps, own.host().hostname(), shown)).orElse(apps);
  }
}
