package paas.router.http.balance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.RouteTable;

/**
 * The route table in force, and the endpoints that it withdrew but that still have requests in
 * flight.
 *
 * <p>{@link #apply} swaps the table, then withdraws what the new one no longer holds: once it
 * returns, no request can be sent to a withdrawn endpoint, and those that were claimed before are
 * counted by {@link #inFlight}.
 */
public final class Tables {
  /**
   * How often a wait looks again at endpoints that are still in service and therefore signal
   * nothing.
   */
  private static final Duration RECHECK = Duration.ofMillis(20);

  private final BalanceLimits limits;
  private final LongSupplier nanoTime;
  private final AtomicReference<LiveTable> current;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Guards the order of applied tables: a large one takes a while to build. */
  private final ReentrantLock applying = new ReentrantLock();

  /** Guards {@code draining}; event loops wait for it, so it is never held for long. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition drained = lock.newCondition();
  private final List<LiveEndpoint> draining = new ArrayList<>();

  public Tables() {
    this(BalanceLimits.DEFAULT);
  }

  public Tables(BalanceLimits limits) {
    this(limits, System::nanoTime);
  }

  /**
   * @param nanoTime tells since when an endpoint is in service, on the scale of those who claim it
   */
  Tables(BalanceLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.current = new AtomicReference<>(LiveTable.EMPTY);
  }

  public LiveTable current() {
    return current.get();
  }

  /** Calls the listener after every applied table, on the applying thread. */
  public void onApplied(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Puts a table in force, unless it is not newer than the one that is.
   *
   * @return whether the table was taken
   */
  public boolean apply(RouteTable table) {
    applying.lock();
    try {
      LiveTable before = current.get();
      if (table.generation() <= before.generation()) {
        return false;
      }
      LiveTable after =
          LiveTable.of(
              table,
              before,
              endpoint -> {
                LiveEndpoint known = before.endpoints().get(endpoint);
                return known == null ? fresh(endpoint) : known;
              },
              app -> {
                AppCrowd known = before.crowds().get(app);
                return known == null ? freshCrowd(app) : known;
              });
      replace(before, after);
    } finally {
      applying.unlock();
    }
    listeners.forEach(Runnable::run);
    return true;
  }

  private LiveEndpoint fresh(Endpoint endpoint) {
    return new LiveEndpoint(endpoint, limits, nanoTime.getAsLong(), this::signalDrained);
  }

  private AppCrowd freshCrowd(String app) {
    return new AppCrowd(limits.perApp());
  }

  private void replace(LiveTable before, LiveTable after) {
    List<LiveEndpoint> gone = new ArrayList<>();
    before
        .endpoints()
        .forEach((endpoint, live) -> {
          if (!after.endpoints().containsKey(endpoint)) {
            gone.add(live);
          }
        });
    lock.lock();
    try {
      draining.removeIf(endpoint -> endpoint.inFlight() == 0);
      current.set(after);
      gone.forEach(LiveEndpoint::withdraw);
      draining.addAll(gone);
    } finally {
      lock.unlock();
    }
  }

  private void signalDrained() {
    lock.lock();
    try {
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Requests that were given to one of these endpoints and have not ended, withdrawn or not. */
  public int inFlight(Collection<Endpoint> endpoints) {
    lock.lock();
    try {
      return sum(new HashSet<>(endpoints), LiveEndpoint::inFlight);
    } finally {
      lock.unlock();
    }
  }

  private int sum(Set<Endpoint> endpoints, ToIntFunction<LiveEndpoint> figure) {
    int sum = 0;
    for (LiveEndpoint live : draining) {
      sum += endpoints.contains(live.endpoint()) ? figure.applyAsInt(live) : 0;
    }
    for (Endpoint endpoint : endpoints) {
      LiveEndpoint live = current.get().endpoints().get(endpoint);
      sum += live == null ? 0 : figure.applyAsInt(live);
    }
    return sum;
  }

  /**
   * Waits until nothing is in flight on these endpoints, or what is has had its time.
   *
   * @return how many still are then; 0 otherwise
   */
  public int awaitDrained(Collection<Endpoint> endpoints, Patience patience)
      throws InterruptedException {
    Set<Endpoint> wanted = new HashSet<>(endpoints);
    long begun = System.nanoTime();
    lock.lock();
    try {
      while (true) {
        // In this order: a request that becomes a tunnel in between is counted twice, not missed.
        int requests = sum(wanted, LiveEndpoint::requests);
        int tunnels = sum(wanted, LiveEndpoint::tunnels);
        Patience rest = patience.after(Duration.ofNanos(System.nanoTime() - begun));
        Duration forRequests = requests > 0 ? rest.requests() : Duration.ZERO;
        Duration forTunnels = tunnels > 0 ? rest.tunnels() : Duration.ZERO;
        Duration more = new Patience(forRequests, forTunnels).longest();
        if (more.isZero()) {
          return requests + tunnels;
        }
        drained.await(Math.min(more.toNanos(), RECHECK.toNanos()), TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }
}
