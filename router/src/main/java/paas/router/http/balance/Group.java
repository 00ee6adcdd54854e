package paas.router.http.balance;

import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Endpoints of which a request claims the less busy of two. */
final class Group {
  private final LiveEndpoint[] endpoints;

  Group(List<LiveEndpoint> endpoints) {
    this.endpoints = endpoints.toArray(LiveEndpoint[]::new);
  }

  int size() {
    return endpoints.length;
  }

  /** Whether an instance that is in service has as many requests as it may. */
  boolean isFull() {
    for (LiveEndpoint endpoint : endpoints) {
      if (endpoint.isFull() && !endpoint.isWithdrawn()) {
        return true;
      }
    }
    return false;
  }

  /** The one whose token a client brought; null when it is none of these. */
  @Nullable LiveEndpoint find(String tokens) {
    for (LiveEndpoint candidate : endpoints) {
      if (tokens.contains(candidate.token())) {
        return candidate;
      }
    }
    return null;
  }

  /**
   * Chooses and claims in one step: two random candidates, the one with fewer requests in flight;
   * one that is new in service gives way to the other now and then. Those already tried never.
   *
   * @param wellOnly whether those in quarantine are left out; else they come last
   * @return null when there is none to claim
   */
  @Nullable LiveEndpoint claim(
      RandomGenerator random, long nowNanos, Collection<LiveEndpoint> tried, boolean wellOnly) {
    LiveEndpoint sampled = sample(random, nowNanos);
    if (sampled != null && tried.isEmpty() && sampled.claim()) {
      return sampled;
    }
    return claimAmongAll(random, nowNanos, tried, wellOnly);
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
      RandomGenerator random, long nowNanos, Collection<LiveEndpoint> tried, boolean wellOnly) {
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
        if (quarantined && wellOnly) {
          continue;
        }
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
