package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.store.row.NetworkLinkRow;
import paas.platform.store.row.NetworkLinkRows;

/** Which apps' instances reach each other. A link has no direction, and ends with either app. */
@Singleton
public class NetworkLinkStore {
  /** Each takes a subnet of the platform's block. */
  private static final int MOST = 20;

  private final Transactions transactions;
  private final NetworkLinkRows links;
  private final AppStore apps;
  private final AppLock lock;

  NetworkLinkStore(Transactions transactions, NetworkLinkRows links, AppStore apps, AppLock lock) {
    this.transactions = transactions;
    this.links = links;
    this.apps = apps;
    this.lock = lock;
  }

  /** False when they are linked already. */
  public boolean add(AppId one, AppId other, Instant at) {
    Pair pair = Pair.of(one, other);
    return transactions.write(() -> {
      lock.take(pair.first());
      lock.take(pair.second());
      if (links.find(pair.first().value(), pair.second().value()).isPresent()) {
        return false;
      }
      requireRoom(pair.first());
      requireRoom(pair.second());
      links.save(
          new NetworkLinkRow(
              UUID.randomUUID(), pair.first().value(), pair.second().value(), Stamp.of(at)));
      return true;
    });
  }

  private void requireRoom(AppId app) {
    if (links.of(app.value()).size() >= MOST) {
      throw Rejected.invalid(
          "An app has at most " + MOST + " links: `paas network:unlink` one of them first.");
    }
  }

  /** False when they are not linked. */
  public boolean remove(AppId one, AppId other) {
    Pair pair = Pair.of(one, other);
    return transactions.write(() -> links.remove(pair.first().value(), pair.second().value())) > 0;
  }

  /** The apps at the other end of its links, the oldest link first. */
  public List<App> of(AppId app) {
    return transactions.read(() -> links.of(app.value())).stream()
        .map(row -> row.app().equals(app.value()) ? row.peer() : row.app())
        .map(id -> apps.find(new AppId(id)))
        .flatMap(Optional::stream)
        .toList();
  }

  /** In one order for all, so that no two writers wait for each other. */
  private record Pair(AppId first, AppId second) {
    static Pair of(AppId one, AppId other) {
      boolean ordered = one.toString().compareTo(other.toString()) < 0;
      return ordered ? new Pair(one, other) : new Pair(other, one);
    }
  }
}
