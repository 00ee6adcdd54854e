package paas.router.http.balance;

import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The endpoints of one route, of which each request claims the less busy of two. */
public final class Choice {
  static final Choice NONE = new Choice(List.of());

  private final LiveEndpoint[] endpoints;

  Choice(List<LiveEndpoint> endpoints) {
    this.endpoints = endpoints.toArray(LiveEndpoint[]::new);
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
   * Chooses and claims in one step: two random candidates, the one with fewer requests in flight.
   * Those in quarantine come last, those already tried never.
   *
   * @return null when every endpoint was tried or withdrawn; read the table again to tell the two
   *     apart
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
      LiveEndpoint other = endpoints[second >= first ? second + 1 : second];
      one = other.inFlight() < one.inFlight() ? other : one;
    }
    return one.isQuarantined(nowNanos) ? null : one;
  }

  private @Nullable LiveEndpoint claimAmongAll(
      RandomGenerator random, long nowNanos, Collection<LiveEndpoint> tried) {
    int start = endpoints.length == 0 ? 0 : random.nextInt(endpoints.length);
    while (true) {
      LiveEndpoint best = null;
      boolean bestIsQuarantined = false;
      for (int i = 0; i < endpoints.length; i++) {
        LiveEndpoint candidate = endpoints[(start + i) % endpoints.length];
        if (candidate.isWithdrawn() || tried.contains(candidate)) {
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
