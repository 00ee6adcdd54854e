package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.store.row.GitCredentialRow;
import paas.platform.store.row.GitCredentialRows;
import paas.platform.store.row.GitSourceRow;
import paas.platform.store.row.GitSourceRows;
import paas.platform.store.vault.ConfigVault;

/** Where apps are synced from, and users' accounts there; secrets are encrypted. */
@Singleton
public class GitStore {
  /** Of one user. */
  private static final int MOST = 50;

  private final Transactions transactions;
  private final GitSourceRows sources;
  private final GitCredentialRows credentials;
  private final AppLock lock;
  private final ConfigVault vault;

  GitStore(
      Transactions transactions,
      GitSourceRows sources,
      GitCredentialRows credentials,
      AppLock lock,
      ConfigVault vault) {
    this.transactions = transactions;
    this.sources = sources;
    this.credentials = credentials;
    this.lock = lock;
    this.vault = vault;
  }

  public Optional<GitSource> source(AppId app) {
    return transactions
        .read(() -> sources.findById(app.value()))
        .map(row ->
            new GitSource(
                app,
                row.url(),
                row.reference(),
                Optional.ofNullable(row.userId()),
                row.updatedAt()));
  }

  /** In place of the one before. */
  public void source(AppId app, String url, String reference, UUID user, Instant at) {
    transactions.write(() -> {
      lock.take(app);
      sources.remove(app.value());
      sources.save(new GitSourceRow(app.value(), url, reference, user, Stamp.of(at)));
      return app;
    });
  }

  /** In place of the user's account at that host before. */
  public GitCredential keep(UUID user, String host, String username, String secret, Instant at) {
    UUID id = UUID.randomUUID();
    byte[] sealed = vault.seal(id, secret);
    GitCredentialRow row = new GitCredentialRow(id, user, host, username, sealed, Stamp.of(at));
    transactions.write(() -> {
      credentials.remove(user, host);
      if (credentials.of(user).size() >= MOST) {
        throw new Rejected(
            Reason.INVALID_PARAMS, "You have accounts at " + MOST + " hosts: remove one first.");
      }
      credentials.save(row);
      return id;
    });
    return credential(row);
  }

  /** By host. */
  public List<GitCredential> credentials(UUID user) {
    return transactions.read(() -> credentials.of(user)).stream()
        .map(GitStore::credential)
        .toList();
  }

  /** A user's account at a host with its secret: for a request to that host only. */
  public Optional<Login> login(UUID user, String host) {
    return transactions
        .read(() -> credentials.find(user, host))
        .map(row -> new Login(row.username(), vault.openText(row.id(), row.secret())));
  }

  /** False when the user has none there. */
  public boolean forget(UUID user, String host) {
    return transactions.write(() -> credentials.remove(user, host)) > 0;
  }

  private static GitCredential credential(GitCredentialRow row) {
    return new GitCredential(row.id(), row.host(), row.username(), row.createdAt());
  }

  /** A name and a secret; the secret is in no text made of it. */
  public record Login(String username, String secret) {
    @Override
    public String toString() {
      return "Login[" + username + "]";
    }
  }
}
