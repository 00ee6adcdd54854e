package paas.router.control;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.Route;
import paas.router.http.RouteLoad;
import paas.router.http.RouteTable;

/** What the link wants the router to serve, what the router said, and who waits for which. */
final class LinkState {
  private static final Logger log = LoggerFactory.getLogger(LinkState.class);

  private final Path socket;
  private final ControlLimits limits;
  private final LoadQuestions loads = new LoadQuestions();

  /** Guards all below; never held across I/O. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final Map<Long, Optional<Integer>> drains = new HashMap<>();
  private @Nullable FrameChannel session;
  private @Nullable RouteTable wanted;
  private long published;
  private long inForce;
  private long lastGeneration;
  private long acknowledgedGeneration;
  private long nextDrain = 1;
  private String trouble = "it was never reached";

  /** When the last session broke; as long as there is none. */
  private long goneSince = System.nanoTime();

  LinkState(Path socket, ControlLimits limits) {
    this.socket = socket;
    this.limits = limits;
  }

  /**
   * The router greeted on a new connection. Routes published before are numbered again if the
   * router may know other ones under their generation, and returned to be sent.
   */
  Optional<RouteTable> connected(FrameChannel channel, Frame.Hello hello) {
    lock.lock();
    try {
      session = channel;
      lastGeneration = Math.max(lastGeneration, hello.generation());
      if (wanted == null) {
        return Optional.empty();
      }
      boolean sameAsThere =
          wanted.generation() == hello.generation()
              && wanted.generation() == acknowledgedGeneration;
      if (wanted.generation() <= hello.generation() && !sameAsThere) {
        wanted = wanted.next(++lastGeneration, wanted.routes());
      }
      return Optional.of(wanted);
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  void disconnected(String why) {
    lock.lock();
    try {
      if (session != null) {
        goneSince = System.nanoTime();
      }
      session = null;
      trouble = why;
      drains.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    loads.abandon();
  }

  void told(Frame.Load load) {
    loads.answered(load);
  }

  /** Empty where no router answers in time. */
  Optional<List<RouteLoad>> load(String appId, Duration atMost) {
    FrameChannel channel = awaitSession(0);
    return channel == null
        ? Optional.empty()
        : loads.ask(question -> send(channel, question), appId, atMost);
  }

  void tableInForce(long generation) {
    lock.lock();
    try {
      lastGeneration = Math.max(lastGeneration, generation);
      if (wanted != null && generation >= wanted.generation()) {
        inForce = published;
        acknowledgedGeneration = wanted.generation();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void drained(long id, int inFlight) {
    lock.lock();
    try {
      if (drains.replace(id, Optional.of(inFlight)) != null) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isConnected() {
    lock.lock();
    try {
      return session != null;
    } finally {
      lock.unlock();
    }
  }

  long publish(List<Route> routes, Duration deadline) {
    long until = System.nanoTime() + deadline.toNanos();
    long mine;
    RouteTable table;
    FrameChannel channel;
    lock.lock();
    try {
      RouteTable former = wanted == null ? RouteTable.EMPTY : wanted;
      table = former.next(lastGeneration + 1, routes);
      lastGeneration = table.generation();
      wanted = table;
      mine = ++published;
      channel = session;
    } finally {
      lock.unlock();
    }
    // Frames may overtake each other here; the router keeps the higher generation whatever the
    // order.
    send(channel, new Frame.PutTable(table));
    return awaitInForce(mine, until, deadline);
  }

  private long awaitInForce(long mine, long until, Duration deadline) {
    lock.lock();
    try {
      while (inForce < mine) {
        long remaining = until - System.nanoTime();
        if (remaining <= 0) {
          throw new RouterUnavailable(
              "The router did not take the routes within %d ms: %s. Is paas-router running (socket %s)?"
                  .formatted(
                      deadline.toMillis(),
                      session == null ? trouble : "it is connected but does not answer",
                      socket));
        }
        awaitChange(remaining);
      }
      return acknowledgedGeneration;
    } finally {
      lock.unlock();
    }
  }

  boolean awaitDrained(Collection<Endpoint> endpoints, Patience patience) {
    if (endpoints.isEmpty()) {
      return true;
    }
    long begun = System.nanoTime();
    long until = begun + patience.longest().toNanos();
    while (true) {
      long remaining = until - System.nanoTime();
      FrameChannel channel = awaitSession(Math.min(remaining, belief()));
      if (channel == null) {
        return false;
      }
      Patience rest = patience.after(Duration.ofNanos(System.nanoTime() - begun));
      Optional<Integer> left = askDrained(channel, List.copyOf(endpoints), rest);
      if (left.isPresent()) {
        return left.get() == 0;
      }
    }
  }

  /** For how many nanoseconds more a router that is not connected is believed to come back. */
  private long belief() {
    lock.lock();
    try {
      return goneSince + limits.routerGone().toNanos() - System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable FrameChannel awaitSession(long nanos) {
    long until = System.nanoTime() + nanos;
    lock.lock();
    try {
      while (session == null && until - System.nanoTime() > 0) {
        awaitChange(until - System.nanoTime());
      }
      return session;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The answer of this session, or empty when it broke first; past the patience the answer is
   * "some".
   */
  private Optional<Integer> askDrained(
      FrameChannel channel, List<Endpoint> endpoints, Patience patience) {
    long until = System.nanoTime() + patience.longest().toNanos();
    long id;
    lock.lock();
    try {
      if (session != channel) {
        return Optional.empty();
      }
      id = nextDrain++;
      drains.put(id, Optional.empty());
    } finally {
      lock.unlock();
    }
    send(channel, new Frame.AwaitDrained(id, endpoints, patience));
    // The router answers when the time is up; one that hangs is not waited for much longer.
    long believed = until + limits.routerGone().toNanos();
    lock.lock();
    try {
      while (drains.containsKey(id) && drains.get(id).isEmpty()) {
        long remaining = believed - System.nanoTime();
        if (remaining <= 0) {
          drains.remove(id);
          return Optional.of(Integer.MAX_VALUE);
        }
        awaitChange(remaining);
      }
      Optional<Integer> answer = drains.remove(id);
      return answer == null ? Optional.empty() : answer;
    } finally {
      lock.unlock();
    }
  }

  private void awaitChange(long nanos) {
    try {
      changed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RouterUnavailable("Interrupted while waiting for the router", e);
    }
  }

  private static void send(@Nullable FrameChannel channel, Frame frame) {
    if (channel == null) {
      return;
    }
    try {
      channel.write(frame);
    } catch (IOException e) {
      // The reader of this connection sees the same end, reconnects, and sends the routes again.
      log.debug("The router went away while it was told", e);
    }
  }
}
