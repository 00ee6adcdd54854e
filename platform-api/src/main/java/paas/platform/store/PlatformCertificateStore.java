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

  /** In place of the hostname's one before. */
  public void keep(String hostname, KeyedChain keyed) {
    UUID id = UUID.randomUUID();
    byte[] sealed = vault.seal(id, keyed.keyPem());
    PlatformCertificateRow row =
        new PlatformCertificateRow(id, hostname, keyed.chainPem(), sealed);
    transactions.write(() -> {
      certificates.remove(hostname);
      certificates.save(row);
      return row;
    });
  }

  /** Empty until it was asked for. */
  public Optional<Progress> progress(String hostname) {
    return transactions
        .read(() -> orders.find(hostname))
        .map(row ->
            new Progress(
                IssueState.valueOf(row.state()),
                row.reason(),
                row.attempts(),
                row.nextAt(),
                row.updatedAt()));
  }

  /** In place of the hostname's one before. */
  public void keep(String hostname, Progress progress) {
    String reason = progress.reason();
    PlatformOrderRow row =
        new PlatformOrderRow(
            UUID.randomUUID(),
            hostname,
            progress.state().name(),
            reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason,
            progress.attempts(),
            Stamp.of(progress.nextAt()),
            Stamp.of(progress.updatedAt()));
    transactions.write(() -> {
      orders.remove(hostname);
      orders.save(row);
      return row;
    });
  }
}
