package paas.router.http.proxy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import paas.router.http.RateLimit;

/**
 * How far ahead of its rate each client of each app is (the generic cell rate algorithm: one moment
 * per client says all). Each app has a table of its own, and room for its share of all clients
 * whatever comes to other apps. Shared by all event loops.
 */
final class RateLimiter {
  /** Clients of all apps that are counted at once. */
  static final int MAX_CLIENTS = 100_000;

  private static final long SWEEP_NANOS = 1_000_000_000L;

  /** IPv6 hands out whole networks: half of the address names the client. */
  private static final int IPV6_BYTES = 8;

  private final int maxClients;

  /**
   * By app and client the moment at which the client is no longer ahead. Who is known is counted
   * without a lock; clients and apps come and go under that of this object.
   */
  private final Map<String, Map<InetAddress, Long>> apps = new ConcurrentHashMap<>();

  private int clients;
  private boolean swept;
  private long sweptAt;

  RateLimiter(int maxClients) {
    this.maxClients = maxClients;
  }

  /**
   * Counts one request. More clients than there is room for are let through uncounted.
   *
   * @return 0 when it may go on, else the nanoseconds after which one may
   */
  long take(String app, InetAddress address, RateLimit limit, long nowNanos) {
    InetAddress client = networkOf(address);
    long interval = limit.interval().toNanos();
    long tolerance = interval * (limit.burst() - 1);
    long[] wait = {0};
    BiFunction<InetAddress, @Nullable Long, Long> count =
        (_, before) -> {
          long due = before == null || before - nowNanos < 0 ? nowNanos : before;
          // Under a former, slower limit it may owe more than it can under this one.
          due = nowNanos + Math.min(due - nowNanos, tolerance + interval);
          wait[0] = Math.max(0, due - nowNanos - tolerance);
          return wait[0] > 0 ? due : due + interval;
        };
    Map<InetAddress, Long> ahead = apps.get(app);
    if (ahead == null || ahead.computeIfPresent(client, count) == null) {
      countNew(app, client, count, nowNanos);
    }
    return wait[0];
  }

  private synchronized void countNew(
      String app,
      InetAddress client,
      BiFunction<InetAddress, @Nullable Long, Long> count,
      long nowNanos) {
    Map<InetAddress, Long> ahead = apps.computeIfAbsent(app, _ -> new ConcurrentHashMap<>());
    // Another event loop may have been first.
    if (!ahead.containsKey(client)) {
      if (clients >= maxClients && !makeRoom(ahead, nowNanos)) {
        return;
      }
      clients++;
    }
    ahead.compute(client, count);
  }

  private static InetAddress networkOf(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), IPV6_BYTES), 16);
    try {
      return InetAddress.getByAddress(network);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }

  /**
   * Forgets who is not ahead of the rate; where that does not do, what apps have above their share
   * goes for the sake of one that has less.
   */
  private boolean makeRoom(Map<InetAddress, Long> wanting, long nowNanos) {
    if (!swept || nowNanos - sweptAt > SWEEP_NANOS) {
      swept = true;
      sweptAt = nowNanos;
      apps.values().forEach(ahead -> ahead.values().removeIf(moment -> moment - nowNanos <= 0));
      apps.values().removeIf(ahead -> ahead.isEmpty() && ahead != wanting);
      clients = sum();
    }
    int share = maxClients / Math.max(1, apps.size());
    if (clients >= maxClients && wanting.size() < share) {
      apps.values().forEach(ahead -> cutTo(share, ahead));
      clients = sum();
    }
    return clients < maxClients;
  }

  private static void cutTo(int most, Map<InetAddress, Long> ahead) {
    Iterator<InetAddress> clients = ahead.keySet().iterator();
    for (int above = ahead.size() - most; above > 0 && clients.hasNext(); above--) {
      clients.next();
      clients.remove();
    }
  }

  private int sum() {
    int all = 0;
    for (Map<InetAddress, Long> ahead : apps.values()) {
      all += ahead.size();
    }
    return all;
  }

  synchronized int clients() {
    return clients;
  }

  int apps() {
    return apps.size();
  }
}
