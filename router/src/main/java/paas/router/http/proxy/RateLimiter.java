package paas.router.http.proxy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import paas.router.http.RateLimit;

/**
 * How far ahead of its rate each client of each app is (the generic cell rate algorithm: one moment
 * per client says all). Shared by all event loops.
 */
final class RateLimiter {
  /** Clients that are counted at once; more of them are let through uncounted. */
  static final int MAX_CLIENTS = 100_000;

  private static final long SWEEP_NANOS = 1_000_000_000L;

  /** IPv6 hands out whole networks: half of the address names the client. */
  private static final int IPV6_BYTES = 8;

  private record Client(String app, InetAddress address) {
    static Client of(String app, InetAddress address) {
      if (!(address instanceof Inet6Address)) {
        return new Client(app, address);
      }
      byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), IPV6_BYTES), 16);
      try {
        return new Client(app, InetAddress.getByAddress(network));
      } catch (java.net.UnknownHostException e) {
        throw new IllegalStateException("16 bytes are an address", e);
      }
    }
  }

  private final int maxClients;
  private final Map<Client, Long> ahead = new ConcurrentHashMap<>();
  private final AtomicLong sweptAt = new AtomicLong();

  RateLimiter(int maxClients) {
    this.maxClients = maxClients;
  }

  /**
   * Counts one request.
   *
   * @return 0 when it may go on, else the nanoseconds after which one may
   */
  long take(String app, InetAddress address, RateLimit limit, long nowNanos) {
    Client client = Client.of(app, address);
    if (isFull(nowNanos) && !ahead.containsKey(client)) {
      return 0;
    }
    long interval = limit.interval().toNanos();
    long tolerance = interval * (limit.burst() - 1);
    long[] wait = {0};
    ahead.compute(
        client,
        (_, before) -> {
          long due = before == null || before - nowNanos < 0 ? nowNanos : before;
          // Under a former, slower limit it may owe more than it can under this one.
          due = nowNanos + Math.min(due - nowNanos, tolerance + interval);
          wait[0] = Math.max(0, due - nowNanos - tolerance);
          return wait[0] > 0 ? due : due + interval;
        });
    return wait[0];
  }

  /** Who is not ahead of the rate need not be remembered. */
  private boolean isFull(long nowNanos) {
    if (ahead.size() < maxClients) {
      return false;
    }
    long swept = sweptAt.get();
    boolean due = swept == 0 || nowNanos - swept > SWEEP_NANOS;
    if (due && sweptAt.compareAndSet(swept, nowNanos)) {
      ahead.values().removeIf(moment -> moment - nowNanos <= 0);
    }
    return ahead.size() >= maxClients;
  }

  int clients() {
    return ahead.size();
  }
}
