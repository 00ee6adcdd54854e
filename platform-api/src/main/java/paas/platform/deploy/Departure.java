package paas.platform.deploy;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import paas.platform.formation.Slot;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.runner.Instance;
import paas.runner.InstanceId;

/**
 * One instance that leaves, and how long what is in flight may keep it from its SIGTERM. That may
 * change while it is waited for: the router is asked for a moment at a time. Any thread.
 */
final class Departure {
  /** Releases before restarts before moments: after a restart of paasd all begin at once. */
  static final Comparator<Departure> OLDEST_FIRST =
      Comparator.<Departure>comparingLong(one -> one.release)
          .thenComparingLong(one -> one.epoch)
          .thenComparingLong(one -> one.begun)
          .thenComparing(one -> one.id.value());

  private static final Duration SLICE = Duration.ofSeconds(1);

  private final InstanceId id;
  private final Slot slot;
  private final long release;
  private final long epoch;
  private final Optional<Endpoint> endpoint;
  private final Duration requests;
  private final LongSupplier nanoTime;
  private final long begun;
  private final AtomicReference<Optional<String>> reason = new AtomicReference<>(Optional.empty());
  private final AtomicBoolean told = new AtomicBoolean();

  private volatile Duration webSockets;
  private volatile boolean waits;
  private volatile boolean held;

  /**
   * @param requests how long those in flight may keep it
   * @param webSockets how long those that are open may
   */
  Departure(
      Instance instance,
      Optional<Endpoint> endpoint,
      Duration requests,
      Duration webSockets,
      LongSupplier nanoTime) {
    this.id = instance.id();
    this.slot = Observer.slot(instance);
    this.release = instance.release();
    this.epoch = instance.epoch();
    this.endpoint = endpoint;
    this.requests = requests;
    this.webSockets = webSockets;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
    this.waits = endpoint.isPresent();
  }

  InstanceId id() {
    return id;
  }

  Slot slot() {
    return slot;
  }

  /** Whether its SIGTERM is yet to come, because something may be in flight. */
  boolean waits() {
    return waits;
  }

  /** Whether that has kept it for a while. */
  boolean isHeld() {
    return held;
  }

  /** Whether WebSockets keep it: requests have had their time, so there is nothing else left. */
  boolean isKept() {
    return held && passed().compareTo(requests) >= 0;
  }

  /** What was set for its process type. */
  void set(Duration grace) {
    webSockets = grace;
  }

  /** From now on WebSockets keep it no longer than requests do, whatever is set. */
  void giveWay(String why) {
    reason.compareAndSet(Optional.empty(), Optional.of(why));
  }

  /** Why its WebSockets have less time than was set, once, when that has come to matter. */
  Optional<String> news() {
    Optional<String> why = reason.get();
    boolean shorter = isKept() && why.isPresent() && webSockets.compareTo(requests) > 0;
    return shorter && told.compareAndSet(false, true) ? why : Optional.empty();
  }

  private Patience rest() {
    Duration set = webSockets;
    boolean less = reason.get().isPresent() && set.compareTo(requests) > 0;
    return new Patience(requests, less ? requests : set).after(passed());
  }

  private Duration passed() {
    return Duration.ofNanos(nanoTime.getAsLong() - begun);
  }

  /**
   * Returns once nothing is in flight, or what is has had its time.
   *
   * @param soon after how long it counts as held
   * @param whileKept runs again and again as long as WebSockets keep it
   */
  void await(Traffic traffic, Duration soon, Runnable whenHeld, Runnable whileKept)
      throws InterruptedException {
    try {
      Duration slice = soon;
      while (mayBeUsed(traffic, rest().noLongerThan(slice))) {
        if (!held) {
          held = true;
          whenHeld.run();
        }
        if (isKept()) {
          whileKept.run();
        }
        slice = SLICE;
      }
    } finally {
      waits = false;
      held = false;
    }
  }

  /**
   * A router that says "some are left" long before the time was up knows that these have had
   * theirs, or has been gone for a while: to ask again would be to ask without end.
   */
  private boolean mayBeUsed(Traffic traffic, Patience patience) throws InterruptedException {
    long asked = nanoTime.getAsLong();
    long most = patience.longest().toNanos();
    return most > 0
        && endpoint.isPresent()
        && !traffic.awaitDrained(endpoint.get(), patience)
        && nanoTime.getAsLong() - asked > most / 2;
  }
}
