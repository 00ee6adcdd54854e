package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import paas.platform.app.AppId;
import paas.platform.app.Domain;
import paas.platform.app.DomainName;
import paas.platform.fault.Rejected;
import paas.platform.store.row.DomainRow;
import paas.platform.store.row.DomainRows;

/** Custom hostnames; each belongs to one app. */
@Singleton
public class DomainStore {
  private final Transactions transactions;
  private final DomainRows domains;
  private final AppLock lock;
  private final Bounds bounds;

  /** Orders a look at all domains before the addition that follows it; this process adds alone. */
  private final ReentrantLock adding = new ReentrantLock();

  DomainStore(Transactions transactions, DomainRows domains, AppLock lock, Bounds bounds) {
    this.transactions = transactions;
    this.domains = domains;
    this.lock = lock;
    this.bounds = bounds;
  }

  /**
   * A hostname that any app has is a conflict; one that overlaps a domain of another app is refused
   * unless that app {@code yields}.
   */
  public Domain add(AppId app, DomainName name, Predicate<AppId> yields, Instant at) {
    adding.lock();
    try {
      requireApart(app, name, yields);
      return add(app, name, at);
    } finally {
      adding.unlock();
    }
  }

  private void requireApart(AppId app, DomainName name, Predicate<AppId> yields) {
    for (Domain other : all()) {
      if (name.overlaps(other.hostname())
          && !other.app().equals(app)
          && !yields.test(other.app())) {
        throw Rejected.conflict(
            "Domain '%s' overlaps '%s', which another app has that you may not change: ask its owner to add '%s', or to remove '%s' there."
                .formatted(name, other.hostname(), name, other.hostname()));
      }
    }
  }

  private Domain add(AppId app, DomainName name, Instant at) {
    Domain domain = new Domain(UUID.randomUUID(), app, name, Stamp.of(at));
    return transactions.write(
        () -> {
          lock.take(app);
          requireFewer(app);
          domains.save(new DomainRow(domain.id(), app.value(), name.value(), domain.createdAt()));
          return domain;
        },
        () -> taken(app, name));
  }

  private void requireFewer(AppId app) {
    if (domains.count(app.value()) >= bounds.domains()) {
      throw Rejected.invalid(
          "An app has at most %,d domains: `paas domains:remove` one first, or have a wildcard (*.example.com). PAAS_MOST_DOMAINS of bin/up is another bound."
              .formatted(bounds.domains()));
    }
  }

  private Rejected taken(AppId app, DomainName name) {
    boolean ours =
        transactions.read(() -> domains.named(name.value())).stream()
            .anyMatch(row -> row.app().equals(app.value()));
    return Rejected.conflict(
        ours
            ? "Domain '" + name + "' is on this app already: there is nothing to do."
            : "Domain '" + name + "' belongs to another app: remove it there first.");
  }

  /** By hostname. */
  public List<Domain> of(AppId app) {
    return domains(transactions.read(() -> domains.of(app.value())));
  }

  public List<Domain> all() {
    return domains(transactions.read(domains::all));
  }

  /** False when the app has no such domain. */
  public boolean remove(AppId app, DomainName name) {
    return transactions.write(() -> domains.remove(app.value(), name.value())) > 0;
  }

  private static List<Domain> domains(List<DomainRow> rows) {
    return rows.stream()
        .map(row ->
            new Domain(
                row.id(), new AppId(row.app()), new DomainName(row.hostname()), row.createdAt()))
        .toList();
  }
}
