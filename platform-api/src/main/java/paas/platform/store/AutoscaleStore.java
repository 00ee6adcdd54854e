package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import paas.platform.app.AppId;
import paas.platform.autoscale.Autoscale;
import paas.platform.autoscale.Metric;
import paas.platform.autoscale.Target;
import paas.platform.release.ProcessType;
import paas.platform.store.row.AutoscaleRow;
import paas.platform.store.row.AutoscaleRows;

/** Which process types are autoscaled, and how. */
@Singleton
public class AutoscaleStore {
  private final Transactions transactions;
  private final AutoscaleRows rows;
  private final AppLock lock;

  AutoscaleStore(Transactions transactions, AutoscaleRows rows, AppLock lock) {
    this.transactions = transactions;
    this.rows = rows;
    this.lock = lock;
  }

  /** Only apps that have some. */
  public Map<AppId, SortedMap<ProcessType, Autoscale>> all() {
    Map<AppId, SortedMap<ProcessType, Autoscale>> all = new HashMap<>();
    for (AutoscaleRow row : transactions.read(rows::all)) {
      all.computeIfAbsent(new AppId(row.app()), app -> new TreeMap<>())
          .put(new ProcessType(row.processType()), read(row));
    }
    return all;
  }

  public SortedMap<ProcessType, Autoscale> of(AppId app) {
    return read(transactions.read(() -> rows.of(app.value())));
  }

  /** How the app's web process sleeps while nobody asks for it, if it does. */
  public Optional<Autoscale> sleep(AppId app) {
    return Optional.ofNullable(of(app).get(ProcessType.WEB)).filter(Autoscale::sleeps);
  }

  /** Changes it in one step; {@code change} may refuse. Returns what is stored then. */
  public Autoscale update(
      AppId app, ProcessType type, Function<Optional<Autoscale>, Autoscale> change) {
    return transactions.write(() -> {
      lock.take(app);
      Autoscale after = change.apply(Optional.ofNullable(read(rows.of(app.value())).get(type)));
      rows.remove(app.value(), type.name());
      rows.save(row(app, type, after));
      return after;
    });
  }

  /** Returns what it was, if it was. */
  public Optional<Autoscale> remove(AppId app, ProcessType type) {
    return transactions.write(() -> {
      lock.take(app);
      Optional<Autoscale> before = Optional.ofNullable(read(rows.of(app.value())).get(type));
      rows.remove(app.value(), type.name());
      return before;
    });
  }

  private static SortedMap<ProcessType, Autoscale> read(Collection<AutoscaleRow> found) {
    SortedMap<ProcessType, Autoscale> all = new TreeMap<>();
    found.forEach(row -> all.put(new ProcessType(row.processType()), read(row)));
    return all;
  }

  private static Autoscale read(AutoscaleRow row) {
    return new Autoscale(
        row.minimum(),
        row.maximum(),
        Optional.of(row.metric())
            .filter(metric -> !metric.isEmpty())
            .map(metric -> new Target(Metric.valueOf(metric), row.target())),
        Optional.of(row.idleMs()).filter(idle -> idle > 0).map(Duration::ofMillis));
  }

  private static AutoscaleRow row(AppId app, ProcessType type, Autoscale settings) {
    return new AutoscaleRow(
        UUID.randomUUID(),
        app.value(),
        type.name(),
        settings.min(),
        settings.max(),
        settings.target().map(target -> target.metric().name()).orElse(""),
        settings.target().map(Target::value).orElse(0),
        settings.idle().map(Duration::toMillis).orElse(0L));
  }
}
