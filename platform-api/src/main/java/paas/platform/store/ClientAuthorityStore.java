package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import paas.platform.app.AppId;
import paas.platform.cert.ClientAuthorities;
import paas.platform.fault.Rejected;
import paas.platform.store.row.ClientAuthorityRow;
import paas.platform.store.row.ClientAuthorityRows;

/** Which apps ask their clients for a certificate, and of whose. */
@Singleton
public class ClientAuthorityStore {
  /** Of all apps: what one table of the router's has beside the certificates that it shows. */
  static final long MOST_BYTES = 4 << 20;

  private final Transactions transactions;
  private final ClientAuthorityRows rows;
  private final AppLock lock;

  ClientAuthorityStore(Transactions transactions, ClientAuthorityRows rows, AppLock lock) {
    this.transactions = transactions;
    this.rows = rows;
    this.lock = lock;
  }

  /** Empty for an app that asks for none. */
  public Optional<ClientAuthorities> of(AppId app) {
    return transactions.read(() -> rows.findById(app.value())).map(ClientAuthorityStore::read);
  }

  /** Of those apps that ask. */
  public Map<AppId, ClientAuthorities> all() {
    return transactions.read(rows::all).stream()
        .collect(Collectors.toMap(row -> new AppId(row.app()), ClientAuthorityStore::read));
  }

  /** In place of those before. */
  public ClientAuthorities change(
      AppId app, Function<Optional<ClientAuthorities>, ClientAuthorities> change, Instant at) {
    return transactions.write(() -> {
      lock.take(app);
      ClientAuthorities next = change.apply(of(app));
      rows.remove(app.value());
      rows.save(new ClientAuthorityRow(app.value(), next.required(), next.pem(), Stamp.of(at)));
      if (rows.bytes() > MOST_BYTES) {
        throw Rejected.conflict(
            "The authorities of all apps would exceed the %d MB that this platform has for them: have some that are not needed removed (paas certs:clients:remove)."
                .formatted(MOST_BYTES >> 20));
      }
      return next;
    });
  }

  /**
   * @return false if the app asked for none
   */
  public boolean remove(AppId app) {
    return transactions.write(() -> {
      lock.take(app);
      return rows.remove(app.value()) > 0;
    });
  }

  private static ClientAuthorities read(ClientAuthorityRow row) {
    return new ClientAuthorities(row.required(), row.authorities());
  }
}
