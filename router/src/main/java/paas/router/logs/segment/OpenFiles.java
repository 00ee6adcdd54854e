package paas.router.logs.segment;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the number of open files small: beyond the bound, the owner that wrote longest ago is asked
 * to close its own.
 */
public final class OpenFiles {

  /** Has one file open, and can open it again. */
  public interface Owner {
    /**
     * Closes the file unless it is in use right now; says whether it is closed. Takes no lock that
     * it would wait for.
     */
    boolean closeIfIdle();
  }

  private final int bound;
  private final ReentrantLock lock = new ReentrantLock();
  private final SequencedMap<Owner, Boolean> owners =
      new LinkedHashMap<>(); // guarded by lock; eldest first

  public OpenFiles(int bound) {
    this.bound = bound;
  }

  /**
   * Notes that an owner used its file just now. Called while it holds its file; does not call back.
   */
  public void used(Owner owner) {
    lock.lock();
    try {
      owners.putLast(owner, true);
    } finally {
      lock.unlock();
    }
  }

  public void closed(Owner owner) {
    lock.lock();
    try {
      owners.remove(owner);
    } finally {
      lock.unlock();
    }
  }

  /** Asks the eldest beyond the bound to close. Called without any lock held. */
  public void trim() {
    Optional<Owner> eldest = eldestBeyondBound();
    if (eldest.isPresent() && !eldest.get().closeIfIdle()) {
      used(eldest.get()); // in use, so it is not the eldest any more
    }
  }

  private Optional<Owner> eldestBeyondBound() {
    lock.lock();
    try {
      return owners.size() > bound
          ? Optional.of(owners.pollFirstEntry().getKey())
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }
}
