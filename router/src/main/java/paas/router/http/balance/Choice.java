package paas.router.http.balance;

import java.util.Collection;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one route, of which each request claims the less busy of two; where a part of
 * the requests goes to others, whose turn it is decided first.
 */
public final class Choice {
  private static final int HUNDRED = 100;

  private final Group usual;
  private final Group sharing;
  private final int percent;
  private final AppCrowd crowd;

  /**
   * @param sharing get so many percent of the requests; nobody where that is 0
   */
  Choice(Group usual, Group sharing, int percent, AppCrowd crowd) {
    this.usual = usual;
    this.sharing = sharing;
    this.percent = percent;
    this.crowd = crowd;
  }

  /** What the app has on all its instances. */
  public AppCrowd crowd() {
    return crowd;
  }

  /** Whether an instance that is in service has as many requests as it may. */
  public boolean isFull() {
    return usual.isFull() || sharing.isFull();
  }

  public int size() {
    return usual.size() + sharing.size();
  }

  /**
   * Claims the endpoint whose token a client brought, if it is well and was not tried.
   *
   * @return null when it is not, and another is to be claimed
   */
  public @Nullable LiveEndpoint reclaim(
      String tokens, long nowNanos, Collection<LiveEndpoint> tried) {
    LiveEndpoint former = usual.find(tokens);
    former = former == null ? sharing.find(tokens) : former;
    return former != null
            && !former.isQuarantined(nowNanos)
            && !tried.contains(former)
            && former.claim()
        ? former
        : null;
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
    return percent == 0
        ? usual.claim(random, nowNanos, tried, false)
        : claimByShare(random, nowNanos, tried);
  }

  /** What one side does not take, the other does: nobody is refused while either has room. */
  private @Nullable LiveEndpoint claimByShare(
      RandomGenerator random, long nowNanos, Collection<LiveEndpoint> tried) {
    boolean shared = random.nextInt(HUNDRED) < percent;
    Group first = shared ? sharing : usual;
    Group second = shared ? usual : sharing;
    LiveEndpoint claimed = first.claim(random, nowNanos, tried, true);
    claimed = claimed == null ? second.claim(random, nowNanos, tried, true) : claimed;
    claimed = claimed == null ? first.claim(random, nowNanos, tried, false) : claimed;
    return claimed == null ? second.claim(random, nowNanos, tried, false) : claimed;
  }
}
