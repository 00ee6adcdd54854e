package paas.platform.deploy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What the turns of a loop tell, for those who changed something and wait for a turn that knows of
 * it: only one that began after they asked counts, however late another one tells its news. A turn
 * that throws before it told anything is as if it had not been: the next one is waited for. What
 * the loop says as it closes answers everyone, also who asks later; when it is merely interrupted,
 * as the platform stops, they wait until time is up. Thread-safe; one thread turns the loop.
 */
final class TurnNews<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();

  // All of it is guarded by the lock.
  private long begun;
  private long tellingTurn;
  private Optional<T> last = Optional.empty();
  private boolean closed;

  /** A turn begins: before it looks at anything. */
  void begin() {
    lock.lock();
    try {
      begun++;
    } finally {
      lock.unlock();
    }
  }

  /** What the turn under way has come to; it replaces what was told before. */
  void tell(T news) {
    tell(news, false);
  }

  /** There will be no turn any more, and this stays as it is. */
  void close(T news) {
    tell(news, true);
  }

  private void tell(T news, boolean forGood) {
    lock.lock();
    try {
      tellingTurn = begun;
      last = Optional.of(news);
      closed |= forGood;
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The first news to be enough that the waiter comes upon; empty when time is up. {@code wake} is
   * to make the loop turn, which it may do before that returns.
   */
  Optional<T> await(Predicate<T> enough, Duration atMost, Runnable wake)
      throws InterruptedException {
    long asked = turnsBegun();
    wake.run();
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (since(asked).filter(enough).isEmpty() && left > 0) {
        left = told.awaitNanos(left);
      }
      return since(asked).filter(enough);
    } finally {
      lock.unlock();
    }
  }

  private long turnsBegun() {
    lock.lock();
    try {
      return begun;
    } finally {
      lock.unlock();
    }
  }

  private Optional<T> since(long asked) {
    return closed || tellingTurn > asked ? last : Optional.empty();
  }
}
