package paas.platform.deploy;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Up to which turn of a loop the router has what was stored, for those who changed it and wait for
 * that. Only a turn that began after the wait did counts: it knows of the change. Thread-safe.
 */
final class Routing {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();

  // All of it is guarded by the lock.
  private long begun;
  private long acknowledged;
  private boolean gone;

  /** A turn begins. */
  void begin() {
    lock.lock();
    try {
      begun++;
    } finally {
      lock.unlock();
    }
  }

  /** The router has acknowledged what this turn found stored, or had it already. */
  void acknowledged() {
    lock.lock();
    try {
      acknowledged = begun;
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** There will be no turn any more, and the router has no route of the app. */
  void close() {
    lock.lock();
    try {
      gone = true;
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it came about in time. {@code wake} is to make the loop turn. */
  boolean await(Duration atMost, Runnable wake) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long first = begun + 1;
      long left = atMost.toNanos();
      wake.run();
      while (!gone && acknowledged < first && left > 0) {
        left = advanced.awaitNanos(left);
      }
      return gone || acknowledged >= first;
    } finally {
      lock.unlock();
    }
  }
}
