package paas.router.control;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import paas.router.http.Route;
import paas.router.http.RouteTable;
import paas.router.http.Target;
import paas.router.http.proxy.WakeCall;

/**
 * The sleeping apps that were asked for, until a table shows them awake: paasd is told of them
 * again and again, so that neither its death nor a lost connection leaves one asleep. Any thread
 * adds, one reads. Holds no more than a table has apps.
 */
public final class WakeUps implements WakeCall {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  // Both are guarded by the lock.
  private final Set<String> asked = new LinkedHashSet<>();
  private boolean news;

  @Override
  public void wake(String appId) {
    lock.lock();
    try {
      if (asked.add(appId)) {
        news = true;
        arrived.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns when an app was added since the last call, or time is up while some are left. */
  void await(Duration again) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = again.toNanos();
      while (!news && (asked.isEmpty() || left > 0)) {
        if (asked.isEmpty()) {
          arrived.await();
        } else {
          left = arrived.awaitNanos(left);
        }
      }
      news = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Those that still sleep by the table in force; the others are forgotten. It is read under the
   * lock: whoever adds has seen its table before, so that this one is no older.
   */
  List<String> asleep(Supplier<RouteTable> table) {
    lock.lock();
    try {
      if (!asked.isEmpty()) {
        asked.retainAll(sleeping(table.get()));
      }
      return List.copyOf(asked);
    } finally {
      lock.unlock();
    }
  }

  private static Set<String> sleeping(RouteTable table) {
    Set<String> sleeping = new HashSet<>();
    for (Route route : table.routes()) {
      if (route.target() instanceof Target.Sleeping(var app)) {
        sleeping.add(app.id());
      }
    }
    return sleeping;
  }
}
