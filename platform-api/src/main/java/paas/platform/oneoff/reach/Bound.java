package paas.platform.oneoff.reach;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

/** How many of something each app has open: at most so many. Thread-safe. */
final class Bound {
  private final String what;
  private final int most;
  private final Map<AppId, Integer> open = new ConcurrentHashMap<>();

  Bound(String what, int most) {
    this.what = what;
    this.most = most;
  }

  /** Refuses where there is no room now; takes none. */
  void require(App app) {
    if (open.getOrDefault(app.id(), 0) >= most) {
      throw full(app);
    }
  }

  /** Takes a place; the returned action gives it back, once. */
  Runnable enter(App app) {
    open.compute(
        app.id(),
        (id, count) -> {
          int before = count == null ? 0 : count;
          if (before >= most) {
            throw full(app);
          }
          return before + 1;
        });
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        open.computeIfPresent(app.id(), (id, count) -> count == 1 ? null : count - 1);
      }
    };
  }

  private Rejected full(App app) {
    return new Rejected(
        Reason.RATE_LIMIT,
        "App '" + app.name() + "' has " + most + " " + what + " open: end some, then try again.");
  }
}
