package paas.platform.git;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import paas.platform.app.AppId;

/** Who is at work in which repository: many pushes and fetches, or one that tidies. Thread-safe. */
public final class RepositoryLocks {
  private final Map<AppId, ReadWriteLock> locks = new ConcurrentHashMap<>();

  /** To be closed by the thread that took it. */
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** For a push or a fetch; waits while the repository is tidied. */
  public Hold use(AppId app) {
    ReadWriteLock lock = lock(app);
    lock.readLock().lock();
    return lock.readLock()::unlock;
  }

  /** For tidying; absent while anybody uses it. */
  public Optional<Hold> alone(AppId app) {
    ReadWriteLock lock = lock(app);
    return lock.writeLock().tryLock() ? Optional.of(lock.writeLock()::unlock) : Optional.empty();
  }

  private ReadWriteLock lock(AppId app) {
    return locks.computeIfAbsent(app, id -> new ReentrantReadWriteLock());
  }
}
