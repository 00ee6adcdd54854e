package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

  DomainStore(Transactions transactions, DomainRows domains, AppLock lock) {
    this.transactions = transactions;
    this.domains = domains;
    this.lock = lock;
  }

  /** A hostname that any app has is a conflict. */
  public Domain add(AppId app, DomainName name, Instant at) {
    Domain domain = new Domain(UUID.randomUUID(), app, name, Stamp.of(at));
    return transactions.write(
        () -> {
          lock.take(app);
          domains.save(new DomainRow(domain.id(), app.value(), name.value(), domain.createdAt()));
          return domain;
        },
        () -> taken(app, name));
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
