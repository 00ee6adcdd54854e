package paas.platform.store;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import paas.platform.app.AppId;
import paas.platform.health.HealthOverride;
import paas.platform.health.Healthcheck;
import paas.platform.health.Wording;
import paas.platform.release.ProcessType;
import paas.platform.store.row.HealthRow;
import paas.platform.store.row.HealthRows;

/** What owners say of the health checks of their apps' process types, over their app.json. */
@Singleton
public class HealthStore {
  private final Transactions transactions;
  private final HealthRows rows;
  private final AppLock lock;
  private final JsonText json;

  HealthStore(Transactions transactions, HealthRows rows, AppLock lock, JsonText json) {
    this.transactions = transactions;
    this.rows = rows;
    this.lock = lock;
    this.json = json;
  }

  /** Only the types of which something is said. */
  public Map<ProcessType, HealthOverride> of(AppId app) {
    Map<ProcessType, HealthOverride> all = new HashMap<>();
    transactions
        .read(() -> rows.of(app.value()))
        .forEach(row -> all.put(new ProcessType(row.processType()), read(row)));
    return Map.copyOf(all);
  }

  /** Changes it in one step; {@code change} may refuse. Returns what is stored then. */
  public HealthOverride update(AppId app, ProcessType type, UnaryOperator<HealthOverride> change) {
    return transactions.write(() -> {
      lock.take(app);
      Optional<HealthRow> before = rows.find(app.value(), type.name());
      HealthOverride after = change.apply(before.map(this::read).orElse(HealthOverride.NONE));
      String checks = json.write(after.checks().stream().map(Wording::of).toList());
      if (before.isPresent()) {
        rows.change(before.get().id(), after.enabled(), checks);
      } else {
        rows.save(
            new HealthRow(UUID.randomUUID(), app.value(), type.name(), after.enabled(), checks));
      }
      return after;
    });
  }

  private HealthOverride read(HealthRow row) {
    List<Healthcheck> checks =
        json.read(row.checks(), JsonText.OBJECTS).stream()
            .map(words -> Wording.check(Healthcheck.Source.OWNER, words))
            .toList();
    return new HealthOverride(row.enabled(), checks);
  }
}
