package paas.platform.store;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import paas.platform.cert.IssueState;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.Progress;
import paas.platform.store.row.PlatformCertificateRow;
import paas.platform.store.row.PlatformCertificateRows;
import paas.platform.store.row.PlatformOrderRow;
import paas.platform.store.row.PlatformOrderRows;
import paas.platform.store.vault.ConfigVault;

/** The certificate that was issued for the platform's own hostname, and how far its order is. */
@Singleton
public class PlatformCertificateStore {
  private static final int LONGEST_REASON = 500;

  private final Transactions transactions;
  private final PlatformCertificateRows certificates;
  private final PlatformOrderRows orders;
  private final ConfigVault vault;

  PlatformCertificateStore(
      Transactions transactions,
      PlatformCertificateRows certificates,
      PlatformOrderRows orders,
      ConfigVault vault) {
    this.transactions = transactions;
    this.certificates = certificates;
    this.orders = orders;
    this.vault = vault;
  }

  public Optional<KeyedChain> certificate(String hostname) {
    return transactions
        .read(() -> certificates.find(hostname))
        .map(row -> KeyedChain.parse(row.chain(), vault.openText(row.id(), row.privateKey())));
  }

  /** Empty until this authority was asked for it. */
  public Optional<Progress> progress(String hostname, String directory) {
    return transactions
        .read(() -> orders.find(hostname, directory))
        .map(row ->
            new Progress(
                IssueState.valueOf(row.state()),
                row.reason(),
                row.attempts(),
                row.nextAt(),
                row.updatedAt()));
  }

  /** In place of the one before, whatever hostname and authority that was about. */
  public void keep(String hostname, String directory, Progress progress) {
    PlatformOrderRow row = row(hostname, directory, progress);
    transactions.write(() -> keep(row));
  }

  /** What was issued too, in place of the one before: no key of a former hostname is left. */
  public void keep(String hostname, String directory, Progress progress, KeyedChain keyed) {
    UUID id = UUID.randomUUID();
    PlatformCertificateRow certificate =
        new PlatformCertificateRow(id, hostname, keyed.chainPem(), vault.seal(id, keyed.keyPem()));
    PlatformOrderRow order = row(hostname, directory, progress);
    transactions.write(() -> {
      certificates.removeAll();
      certificates.save(certificate);
      return keep(order);
    });
  }

  private PlatformOrderRow keep(PlatformOrderRow row) {
    orders.removeAll();
    orders.save(row);
    return row;
  }

  private static PlatformOrderRow row(String hostname, String directory, Progress progress) {
    String reason = progress.reason();
    return new PlatformOrderRow(
        UUID.randomUUID(),
        hostname,
        directory,
        progress.state().name(),
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason,
        progress.attempts(),
        Stamp.of(progress.nextAt()),
        Stamp.of(progress.updatedAt()));
  }
}
