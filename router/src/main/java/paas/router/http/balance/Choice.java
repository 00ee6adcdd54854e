package paas.router.http.balance;

import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The endpoints of one route, of which each request claims the less busy of two. */
public final class Choice {
  private final LiveEndpoint[] endpoints;
  private final AppCrowd crowd;

  Choice(List<LiveEndpoint> endpoints, AppCrowd crowd) {
    this.endpoints = endpoints.toArray(LiveEndpoint[]::new);
    this.crowd = crowd;
  }

  /** What the app has on all its instances. */
  public AppCrowd crowd() {
    return crowd;
  }

  /** Whether an instance that is in service has as many requests as it may. */
  public boolean isFull() {
    for (LiveEndpoint endpoint : endpoints) {
      if (endpoint.isFull() && !endpoint.isWithdrawn()) {
        return true;
      }
    }
    return false;
  }

  public int size() {
    return endpoints.length;
  }

  /**
   * Claims the endpoint whose token a client brought, if it is well and was not tried.
   *
   * @return null when it is not, and another is to be claimed
   */
  public @Nullable LiveEndpoint reclaim(
      String tokens, long nowNanos, Collection<LiveEndpoint> tried) {
    for (LiveEndpoint candidate : endpoints) {
      if (tokens.contains(candidate.token())) {
        boolean well = !candidate.isQuarantined(nowNanos) && !tried.contains(candidate);
        return well && candidate.claim() ? candidate : null;
      }
    }
    return null;
  }

  /**
   * Chooses and claims in one step: two random candidates, the one with fewer requests in flight;
   * one that is new in service gives way to the other now and then. Those in quarantine come last,
   * those already tried never.
   *
   * @return null when every endpoint was tried, is full or withdrawn; read the table again to tell
   *     the last apart
   */
  public @Nullable LiveEndpoint claim(
      RandomGenerator random, long nowNanos, Collection<LiveEndpoint> tried) {
    LiveEndpoint sampled = sample(random, nowNanos);
    if (sampled != null && tried.isEmpty() && sampled.claim()) {
      return sampled;
    }
    return claimAmongAll(random, nowNanos, tried);
  }

  private @Nullable LiveEndpoint sample(RandomGenerator random, long nowNanos) {
    int count = endpoints.length;
    if (count == 0) {
      return null;
    }
    int first = count == 1 ? 0 : random.nextInt(count);
    LiveEndpoint one = endpoints[first];
    if (count > 1) {
      int second = random.nextInt(count - 1);
      one = preferred(random, nowNanos, one, endpoints[second >= first ? second + 1 : second]);
    }
    return one.isQuarantined(nowNanos) ? null : one;
  }

  private static LiveEndpoint preferred(
      RandomGenerator random, long nowNanos, LiveEndpoint one, LiveEndpoint other) {
    boolean swap = other.inFlight() < one.inFlight();
    LiveEndpoint less = swap ? other : one;
    LiveEndpoint more = swap ? one : other;
    double share = less.warmth(nowNanos) / more.warmth(nowNanos);
    boolean givesWay = share < 1 && !more.isQuarantined(nowNanos) && random.nextDouble() >= share;
    return givesWay ? more : less;
  }

  private @Nullable LiveEndpoint claimAmongAll(
      RandomGenerator random, long nowNanos, Collection<LiveEndpoint> tried) {
    int start = endpoints.length == 0 ? 0 : random.nextInt(endpoints.length);
    while (true) {
      LiveEndpoint best = null;
      boolean bestIsQuarantined = false;
      for (int i = 0; i < endpoints.length; i++) {
        LiveEndpoint candidate = endpoints[(start + i) % endpoints.length];
        if (candidate.isWithdrawn() || candidate.isFull() || tried.contains(candidate)) {
          continue;
        }
        boolean quarantined = candidate.isQuarantined(nowNanos);
        if (best == null
            || (bestIsQuarantined && !quarantined)
            || (bestIsQuarantined == quarantined && candidate.inFlight() < best.inFlight())) {
          best = candidate;
          bestIsQuarantined = quarantined;
        }
      }
      if (best == null || best.claim()) {
        return best;
      }
    }
  }
}
