package paas.builder;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/** Lets so many builds at a time go ahead, in the order they came. Thread-safe. */
final class Turns {
  /** A build that was stopped is noticed after this at the latest. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private static final int GO = -1;
  private static final int NOTHING = -2;

  /** Guards {@link #free} and {@link #waiting}. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final Deque<Object> waiting = new ArrayDeque<>();
  private final int all;
  private int free;

  Turns(int concurrent) {
    this.all = concurrent;
    this.free = concurrent;
  }

  /**
   * Waits for a turn, which ends with {@link #done}; false when the build is stopped first. {@code
   * ahead} is told how many wait before it whenever that changes: not at all when its turn is now.
   */
  boolean await(BuildStop stop, IntConsumer ahead) {
    Object me = join();
    try {
      int told = NOTHING;
      while (!stop.stopped()) {
        int before = look(me, told);
        if (before == GO) {
          return true;
        }
        if (before != told) {
          told = before;
          ahead.accept(before);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.stop(new BuildStop.Cancelled("The build was interrupted."));
    } finally {
      leave(me);
    }
    return false;
  }

  private Object join() {
    Object me = new Object();
    lock.lock();
    try {
      waiting.add(me);
    } finally {
      lock.unlock();
    }
    return me;
  }

  /** Takes the turn, or says how many are before; waits a little where that is known. */
  private int look(Object me, int known) throws InterruptedException {
    lock.lock();
    try {
      if (before(me) == known && !mayGo(me)) {
        changed.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      }
      if (!mayGo(me)) {
        return before(me);
      }
      free--;
      return GO;
    } finally {
      lock.unlock();
    }
  }

  private boolean mayGo(Object me) {
    return free > 0 && before(me) == 0;
  }

  private void leave(Object me) {
    lock.lock();
    try {
      waiting.remove(me);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void done() {
    lock.lock();
    try {
      free++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing runs and nothing will; false when that takes longer. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (free < all || !waiting.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private int before(Object me) {
    int before = 0;
    for (Object other : waiting) {
      if (other.equals(me)) {
        return before;
      }
      before++;
    }
    return before;
  }
}
