package paas.router.http.balance;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import paas.router.http.Endpoint;

/**
 * One endpoint in service: its requests in flight, whether it was withdrawn, and until when it is
 * left alone after refusing a connection.
 */
public final class LiveEndpoint {
  /** The sign bit of the count: no claim succeeds once it is set. */
  private static final int WITHDRAWN = Integer.MIN_VALUE;

  private final Endpoint endpoint;
  private final InetSocketAddress address;
  private final Runnable drained;
  private final AtomicInteger state = new AtomicInteger();
  private volatile long quarantinedUntil;
  private volatile boolean quarantined;
  private volatile String token = "";

  /**
   * @param drained called each time a withdrawn endpoint's last request ends
   */
  LiveEndpoint(Endpoint endpoint, Runnable drained) {
    this.endpoint = endpoint;
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

  public int inFlight() {
    return state.get() & ~WITHDRAWN;
  }

  public boolean isWithdrawn() {
    return state.get() < 0;
  }

  /** Counts one more request, unless the endpoint was withdrawn. */
  boolean claim() {
    int seen = state.get();
    while (seen >= 0) {
      if (state.compareAndSet(seen, seen + 1)) {
        return true;
      }
      seen = state.get();
    }
    return false;
  }

  /** Ends one claim; exactly once per successful claim. */
  public void release() {
    if (state.decrementAndGet() == WITHDRAWN) {
      drained.run();
    }
  }

  void withdraw() {
    state.getAndUpdate(seen -> seen | WITHDRAWN);
  }

  /**
   * Leaves the endpoint alone until that moment of {@link System#nanoTime()}, as long as others are
   * there.
   */
  public void quarantine(long untilNanos) {
    quarantinedUntil = untilNanos;
    quarantined = true;
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
