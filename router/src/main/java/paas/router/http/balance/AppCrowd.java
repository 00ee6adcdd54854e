package paas.router.http.balance;

import java.util.concurrent.atomic.AtomicInteger;

/** The requests that one app has in flight on all its instances, bounded; outlives route tables. */
public final class AppCrowd {
  private final int limit;
  private final AtomicInteger inFlight = new AtomicInteger();

  AppCrowd(int limit) {
    this.limit = limit;
  }

  /**
   * Counts one more request, to be followed by {@link #leave} exactly once.
   *
   * @return false when the app has as many as it may, and nothing was counted
   */
  public boolean enter() {
    if (inFlight.incrementAndGet() <= limit) {
      return true;
    }
    inFlight.decrementAndGet();
    return false;
  }

  public void leave() {
    inFlight.decrementAndGet();
  }
}
