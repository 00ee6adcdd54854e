package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.app.DomainName;
import paas.platform.fault.Rejected;
import paas.platform.formation.Mount;
import paas.platform.release.ProcessType;
import paas.platform.store.row.DomainRow;
import paas.platform.store.row.DomainRows;
import paas.platform.store.row.MountRow;
import paas.platform.store.row.MountRows;
import paas.router.http.PathPrefix;

/** Which paths of whose domains lead to which app; a domain that is removed takes its own along. */
@Singleton
public class MountStore {
  private final Transactions transactions;
  private final DomainRows domains;
  private final MountRows mounts;
  private final AppLock lock;

  MountStore(Transactions transactions, DomainRows domains, MountRows mounts, AppLock lock) {
    this.transactions = transactions;
    this.domains = domains;
    this.mounts = mounts;
    this.lock = lock;
  }

  /** The host must be a domain of the app, the path one that leads nowhere yet. */
  public Mount add(
      AppId app, DomainName host, PathPrefix path, AppId target, ProcessType process, Instant at) {
    Mount mount = new Mount(UUID.randomUUID(), app, host, path, target, process, Stamp.of(at));
    return transactions.write(
        () -> {
          lock.take(app);
          if (mounts.of(app.value()).size() >= Mount.MAX_PER_APP) {
            throw Rejected.invalid(
                "An app's domains have at most %d paths: remove one first."
                    .formatted(Mount.MAX_PER_APP));
          }
          mounts.save(row(mount, domain(app, host)));
          return mount;
        },
        () ->
            Rejected.conflict(
                "'%s' leads elsewhere already: remove it first: paas domains:remove %s"
                    .formatted(mount, mount)));
  }

  /** Refused unless the host is a domain of the app. */
  public void requireDomain(AppId app, DomainName host) {
    transactions.read(() -> domain(app, host));
  }

  private DomainRow domain(AppId app, DomainName host) {
    return domains
        .named(host.value())
        .filter(row -> row.app().equals(app.value()))
        .orElseThrow(() ->
            Rejected.invalid(
                "Domain '%s' is not one of this app's; add it first: paas domains:add %s"
                    .formatted(host, host)));
  }

  private static MountRow row(Mount mount, DomainRow domain) {
    return new MountRow(
        mount.id(),
        domain.id(),
        mount.app().value(),
        mount.host().value(),
        mount.path().value(),
        mount.target().value(),
        mount.process().name(),
        mount.createdAt());
  }

  /** Of the app's domains, by hostname and path. */
  public List<Mount> of(AppId app) {
    return read(transactions.read(() -> mounts.of(app.value())));
  }

  /** Those that lead to the app, whoever has the domain. */
  public List<Mount> to(AppId target) {
    return read(transactions.read(() -> mounts.to(target.value())));
  }

  /** False when the app has no such one. */
  public boolean remove(AppId app, UUID id) {
    return transactions.write(() -> mounts.remove(app.value(), id)) > 0;
  }

  private static List<Mount> read(List<MountRow> rows) {
    return rows.stream()
        .map(row ->
            new Mount(
                row.id(),
                new AppId(row.app()),
                new DomainName(row.hostname()),
                new PathPrefix(row.path()),
                new AppId(row.target()),
                new ProcessType(row.processType()),
                row.createdAt()))
        .toList();
  }
}
