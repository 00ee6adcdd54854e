package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import paas.platform.app.AppId;
import paas.platform.cert.Issue;
import paas.platform.cert.IssueState;
import paas.platform.cert.Progress;
import paas.platform.store.row.AcmeAccountRow;
import paas.platform.store.row.AcmeAccountRows;
import paas.platform.store.row.IssueRow;
import paas.platform.store.row.IssueRows;
import paas.platform.store.vault.ConfigVault;

/** Where automatic certificates are, and the accounts that they are asked for with. */
@Singleton
public class IssueStore {
  private static final int LONGEST_REASON = 500;

  private final Transactions transactions;
  private final IssueRows rows;
  private final AcmeAccountRows accounts;
  private final AppLock lock;
  private final ConfigVault vault;

  IssueStore(
      Transactions transactions,
      IssueRows rows,
      AcmeAccountRows accounts,
      AppLock lock,
      ConfigVault vault) {
    this.transactions = transactions;
    this.rows = rows;
    this.accounts = accounts;
    this.lock = lock;
    this.vault = vault;
  }

  /** By hostname. */
  public List<Issue> of(AppId app) {
    return transactions.read(() -> rows.of(app.value())).stream().map(IssueStore::issue).toList();
  }

  /** In place of the hostname's one before. */
  public Issue keep(Issue issue) {
    return transactions.write(() -> {
      lock.take(issue.app());
      rows.remove(issue.app().value(), issue.hostname());
      rows.save(row(issue));
      return issue;
    });
  }

  /** Idempotent. */
  public void forget(AppId app, String hostname) {
    transactions.write(() -> rows.remove(app.value(), hostname));
  }

  /** Idempotent. */
  public void forgetAll(AppId app) {
    transactions.write(() -> rows.removeAll(app.value()));
  }

  /** The account's key at this directory as PEM; made, and stored before it is used, if need be. */
  public String accountKey(String directory, Supplier<String> fresh, Instant at) {
    Optional<AcmeAccountRow> known = transactions.read(() -> accounts.find(directory));
    if (known.isPresent()) {
      return vault.openText(known.get().id(), known.get().privateKey());
    }
    String key = fresh.get();
    replaceAccountKey(directory, key, at);
    return key;
  }

  /** From now on the account at this directory is the one of this key. */
  public void replaceAccountKey(String directory, String key, Instant at) {
    UUID id = UUID.randomUUID();
    AcmeAccountRow row = new AcmeAccountRow(id, directory, vault.seal(id, key), Stamp.of(at));
    transactions.write(() -> {
      accounts.remove(directory);
      accounts.save(row);
      return row;
    });
  }

  private static IssueRow row(Issue issue) {
    String reason = issue.reason();
    return new IssueRow(
        issue.id(),
        issue.app().value(),
        issue.hostname(),
        issue.state().name(),
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason,
        issue.attempts(),
        Stamp.of(issue.nextAt()),
        Stamp.of(issue.updatedAt()),
        issue.directory());
  }

  private static Issue issue(IssueRow row) {
    return new Issue(
        row.id(),
        new AppId(row.app()),
        row.hostname(),
        row.directory(),
        new Progress(
            IssueState.valueOf(row.state()),
            row.reason(),
            row.attempts(),
            row.nextAt(),
            row.updatedAt()));
  }
}
