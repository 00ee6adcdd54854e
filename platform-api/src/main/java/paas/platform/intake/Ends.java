package paas.platform.intake;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.fault.Unavailable;

/**
 * Stores why builds came to nothing. What the database, being away, does not take is kept in memory
 * and stored once it is back, by one thread that lives as long as there is such; our own end
 * forgets it. Thread-safe.
 */
final class Ends implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ends.class);

  /** At one time: as many builds cannot end before somebody looks after the database. */
  static final int MOST = 1_000;

  private static final Duration CLOSING = Duration.ofSeconds(2);

  /** Stores the end of one build; {@code Unavailable} where that cannot be done now. */
  @FunctionalInterface
  interface Store {
    void fail(UUID build, String why);
  }

  private final Store store;
  private final Map<UUID, String> kept = new LinkedHashMap<>(); // guarded by this
  private Optional<Thread> worker = Optional.empty(); // guarded by this
  private boolean closed; // guarded by this

  Ends(Store store) {
    this.store = store;
  }

  /** Of two reasons the first counts. {@code Unavailable} where too many are kept already. */
  void fail(UUID build, String why) {
    try {
      store.fail(build, why);
    } catch (Unavailable away) {
      keep(build, why, away);
    }
  }

  private synchronized void keep(UUID build, String why, Unavailable away) {
    if (closed || (kept.size() >= MOST && !kept.containsKey(build))) {
      throw away;
    }
    kept.putIfAbsent(build, why);
    if (worker.isEmpty()) {
      LOG.warn("The ends of builds are kept, and stored later: {}", away.getMessage());
      worker = Optional.of(Thread.ofVirtual().name("build-ends").start(this::work));
    }
  }

  private void work() {
    Pause pause = new Pause();
    try {
      while (more()) {
        Thread.sleep(pause.next());
        stored();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean more() {
    boolean more = !closed && !kept.isEmpty();
    if (!more) {
      worker = Optional.empty();
    }
    return more;
  }

  private void stored() {
    try {
      catchUp();
      LOG.info("All ends of builds are stored");
    } catch (Unavailable away) {
      LOG.debug("The ends of builds are stored later", away);
    }
  }

  /** Stores now what is kept; {@code Unavailable} where the database is still away. */
  void catchUp() {
    for (var next = first(); next.isPresent(); next = first()) {
      store(next.get().getKey(), next.get().getValue());
    }
  }

  private synchronized Optional<Map.Entry<UUID, String>> first() {
    return kept.entrySet().stream().findFirst().map(Map.Entry::copyOf);
  }

  private void store(UUID build, String why) {
    try {
      store.fail(build, why);
    } catch (Unavailable away) {
      throw away;
    } catch (RuntimeException e) {
      LOG.warn("The end of build {} is stored at the next start", build, e);
    }
    synchronized (this) {
      kept.remove(build);
    }
  }

  @Override
  public void close() {
    Optional<Thread> ending;
    synchronized (this) {
      closed = true;
      ending = worker;
    }
    ending.ifPresent(Ends::end);
  }

  private static void end(Thread thread) {
    thread.interrupt();
    try {
      if (!thread.join(CLOSING)) {
        LOG.warn("The thread that stores the ends of builds hangs in the database");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
