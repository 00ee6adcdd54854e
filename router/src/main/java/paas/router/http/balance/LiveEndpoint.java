package paas.router.http.balance;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import paas.router.http.Endpoint;

/**
 * One endpoint in service: its requests in flight, whether it was withdrawn, and until when it is
 * left alone after refusing a connection.
 */
public final class LiveEndpoint {
  /** The sign bit of the state: no claim succeeds once it is set. */
  private static final long WITHDRAWN = Long.MIN_VALUE;

  /**
   * Tunnels are counted above the claims, of which they are some, so that both are read at once.
   */
  private static final long TUNNEL = 1L << 32;

  /** So that a new instance is asked at all. */
  private static final double COLDEST = 0.1;

  private final Endpoint endpoint;
  private final InetSocketAddress address;
  private final Runnable drained;
  private final AtomicLong state = new AtomicLong();
  private final BalanceLimits limits;
  private final long inServiceSince;
  private volatile boolean warm;
  private volatile long quarantinedUntil;
  private volatile boolean quarantined;
  private volatile boolean refusing;
  private volatile boolean speaksHttp2;
  private volatile long refusingSince;
  private volatile String token = "";

  /**
   * @param drained called each time a withdrawn endpoint's last request ends, or becomes a tunnel
   */
  LiveEndpoint(Endpoint endpoint, BalanceLimits limits, long nowNanos, Runnable drained) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.inServiceSince = nowNanos;
    this.address = endpoint.socketAddress();
    this.drained = drained;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public InetSocketAddress address() {
    return address;
  }

  /** What a client is given to come back here: tells nothing about the endpoint. */
  public String token() {
    if (token.isEmpty()) {
      token = Stickiness.tokenOf(endpoint);
    }
    return token;
  }

  /** Tunnels too. */
  public int inFlight() {
    return (int) state.get();
  }

  /** Those of its claims that are no WebSockets. */
  int requests() {
    return requests(state.get());
  }

  /** Those of its claims that are WebSockets by now. */
  int tunnels() {
    return tunnels(state.get());
  }

  private static int requests(long state) {
    return (int) state - tunnels(state);
  }

  private static int tunnels(long state) {
    return (int) ((state & ~WITHDRAWN) / TUNNEL);
  }

  public boolean isWithdrawn() {
    return state.get() < 0;
  }

  /** Whether it has as many requests as it may. */
  boolean isFull() {
    return inFlight() >= limits.perInstance();
  }

  /**
   * What part of its share of requests it takes, from a tenth to all: caches and compilers of a new
   * instance are cold.
   */
  double warmth(long nowNanos) {
    if (warm) {
      return 1;
    }
    double age = (double) (nowNanos - inServiceSince) / limits.slowStart().toNanos();
    if (age >= 1 || limits.slowStart().isZero()) {
      warm = true;
      return 1;
    }
    return Math.max(COLDEST, age);
  }

  /** Counts one more request, unless the endpoint was withdrawn or is full. */
  boolean claim() {
    long seen = state.get();
    while (seen >= 0 && (int) seen < limits.perInstance()) {
      if (state.compareAndSet(seen, seen + 1)) {
        return true;
      }
      seen = state.get();
    }
    return false;
  }

  /** Ends one claim; exactly once per successful claim. */
  public void release() {
    tell(state.decrementAndGet());
  }

  /** A claimed request has become a tunnel. */
  public void becomeTunnel() {
    tell(state.addAndGet(TUNNEL));
  }

  /** Ends the claim of one that has. */
  public void releaseTunnel() {
    tell(state.addAndGet(-TUNNEL - 1));
  }

  private void tell(long now) {
    if (now < 0 && requests(now) == 0) {
      drained.run();
    }
  }

  void withdraw() {
    state.getAndUpdate(seen -> seen | WITHDRAWN);
  }

  /**
   * It refused a connection: it is left alone for that long, as long as others are there. Times are
   * of {@link System#nanoTime()}.
   */
  public void quarantine(long nowNanos, long nanos) {
    if (!refusing) {
      refusingSince = nowNanos;
      refusing = true;
    }
    quarantinedUntil = nowNanos + nanos;
    quarantined = true;
  }

  /** It took a connection. */
  public void accepted() {
    if (refusing) {
      refusing = false;
    }
  }

  /** It began to speak HTTP/2 on a connection, and will on each that it takes. */
  public void beganHttp2() {
    accepted();
    if (!speaksHttp2) {
      speaksHttp2 = true;
    }
  }

  /** Whether it has before: one that ends a connection without a word is ending itself then. */
  public boolean speaksHttp2() {
    return speaksHttp2;
  }

  /** For how long it has taken none, of one that refused the last. */
  public long refusingNanos(long nowNanos) {
    return nowNanos - refusingSince;
  }

  boolean isQuarantined(long nowNanos) {
    if (!quarantined) {
      return false;
    }
    if (nowNanos - quarantinedUntil < 0) {
      return true;
    }
    quarantined = false;
    return false;
  }
}
