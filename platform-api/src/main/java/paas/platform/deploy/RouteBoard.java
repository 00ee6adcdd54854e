package paas.platform.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.AppId;
import paas.platform.fault.Unavailable;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteTable;
import paas.router.http.Target;

/**
 * All apps' routes together: collects what each loop wants and sends the router whole snapshots,
 * one at a time, many changes in one. After a start nothing is sent until every app has said its
 * routes once, or the router would forget the apps that have not yet.
 */
final class RouteBoard implements AutoCloseable {
  /** Sends a whole snapshot; returns once the router acknowledged it. */
  interface Sender {
    void send(List<Route> routes, Duration deadline);
  }

  private static final Logger LOG = LoggerFactory.getLogger(RouteBoard.class);

  private record Change(AppId app, List<Route> routes, CompletableFuture<Void> acknowledged) {}

  private final List<Route> fixed;
  private final Sender sender;
  private final Duration deadline;
  private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();

  /** In one order for good: a router finds at once what it has already (decision 0044). */
  private final Map<AppId, List<Route>> routes = new LinkedHashMap<>();

  /** Of names that several claim; found anew only when an app claims others. */
  private Map<AppId, BitSet> losers = Map.of();

  private boolean claimsChanged;
  private final Set<AppId> awaited;
  private final Thread thread;
  private volatile boolean closed;

  /** {@code awaited} are the apps that must speak before the first snapshot goes out. */
  RouteBoard(List<Route> fixed, Set<AppId> awaited, Sender sender, Duration deadline) {
    this.fixed = List.copyOf(fixed);
    this.awaited = new HashSet<>(awaited);
    this.sender = sender;
    this.deadline = deadline;
    this.thread = Thread.ofVirtual().name("route-board").unstarted(this::run);
  }

  void start() {
    thread.start();
    if (awaited.isEmpty()) {
      announce(new AppId(new UUID(0, 0)), List.of());
    }
  }

  /** Returns once a snapshot with these routes was acknowledged; {@link Unavailable} otherwise. */
  void publish(AppId app, List<Route> wanted) throws InterruptedException {
    try {
      announce(app, wanted).get();
    } catch (ExecutionException e) {
      throw new Unavailable("The router did not take the new routes.", e);
    }
  }

  /** The same without waiting. */
  CompletableFuture<Void> announce(AppId app, List<Route> wanted) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    changes.add(new Change(app, wanted, acknowledged));
    if (closed) {
      abandon();
    }
    return acknowledged;
  }

  private void run() {
    List<Change> batch = new ArrayList<>();
    try {
      while (!closed) {
        batch.add(changes.take());
        changes.drainTo(batch);
        batch.forEach(this::apply);
        if (awaited.isEmpty()) {
          send(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      // Closed: nobody else interrupts this thread.
    }
    abandon(batch);
  }

  private void abandon() {
    List<Change> left = new ArrayList<>();
    changes.drainTo(left);
    abandon(left);
  }

  private static void abandon(List<Change> left) {
    Unavailable closed = new Unavailable("The platform is stopping.");
    left.forEach(change -> change.acknowledged().completeExceptionally(closed));
  }

  private void apply(Change change) {
    awaited.remove(change.app());
    List<Route> former =
        change.routes().isEmpty()
            ? routes.remove(change.app())
            : routes.put(change.app(), change.routes());
    claimsChanged |=
        !RouteTable.haveSameNames(former == null ? List.of() : former, change.routes());
  }

  private void send(List<Change> batch) {
    try {
      sender.send(all(), deadline);
      batch.forEach(change -> change.acknowledged().complete(null));
    } catch (RuntimeException e) {
      batch.forEach(change -> change.acknowledged().completeExceptionally(e));
    }
  }

  private List<Route> all() {
    if (claimsChanged) {
      claimsChanged = false;
      Map<AppId, BitSet> former = losers;
      losers = Precedence.losers(fixed, routes);
      losers.forEach((app, places) -> {
        if (!places.equals(former.get(app))) {
          tell(app, places);
        }
      });
    }
    List<Route> all = new ArrayList<>(fixed);
    routes.forEach((app, own) -> {
      BitSet lost = losers.get(app);
      if (lost == null) {
        all.addAll(own);
      } else {
        for (int place = lost.nextClearBit(0);
            place < own.size();
            place = lost.nextClearBit(place + 1)) {
          all.add(kept(own.get(place), own, lost));
        }
      }
    });
    return all;
  }

  /** Nobody is sent on to a name that the app has lost: what was there is shown instead. */
  private static Route kept(Route route, List<Route> own, BitSet lost) {
    if (!(route.target() instanceof Target.Moved moved)) {
      return route;
    }
    return lost.stream()
        .mapToObj(own::get)
        .filter(gone -> gone.host().equals(moved.to()) && gone.path().equals(PathPrefix.ROOT))
        .map(gone -> new Route(route.host(), route.path(), gone.target(), route.settings()))
        .findFirst()
        .orElse(route);
  }

  /** An own name loses only while apps change names, which ends by itself. */
  private void tell(AppId app, BitSet places) {
    List<Route> own = routes.getOrDefault(app, List.of());
    places.stream()
        .filter(place -> place > 0)
        .mapToObj(own::get)
        .forEach(route -> tell(app, route));
  }

  /** A path may be another app's to remove, and goes with its domain. */
  private static void tell(AppId app, Route route) {
    Hostname name = route.host();
    if (!route.path().equals(PathPrefix.ROOT)) {
      LOG.warn(
          "{}{} does not lead to app {}: the platform or another app has its hostname",
          name,
          route.path(),
          app);
      return;
    }
    LOG.warn(
        "{} does not lead to app {}: the platform or another app has that name. If it is to stay"
            + " so, remove it: paas domains:remove {} --app {}",
        name,
        app,
        name,
        app);
  }

  /** Whoever waits, or comes later, gets {@link Unavailable}. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    abandon();
  }
}
