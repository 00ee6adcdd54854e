package paas.platform.scaling;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import paas.platform.app.AppId;
import paas.platform.release.ProcessType;

/**
 * What was last decided of every process type that is autoscaled, since paasd runs. Thread-safe.
 */
@Singleton
public final class Accounts {
  private final Map<Scaled, Account> accounts = new ConcurrentHashMap<>();

  /** Empty before the first judgement. */
  public Optional<Account> of(AppId app, ProcessType type) {
    return Optional.ofNullable(accounts.get(new Scaled(app, type)));
  }

  void put(Scaled scaled, Account account) {
    accounts.put(scaled, account);
  }

  void keepOnly(Set<Scaled> living) {
    accounts.keySet().retainAll(living);
  }
}
