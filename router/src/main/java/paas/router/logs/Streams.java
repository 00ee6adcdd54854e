package paas.router.logs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The streams in use, each made when it is first asked for. A deleted one is not made again for
 * what comes late: one empty stream stands for all that were deleted, as long as it is known that
 * they were. Thread-safe.
 */
final class Streams {
  /** Nothing comes for a stream once so many others were deleted. */
  static final int DELETED_KNOWN = 10_000;

  private final Function<StreamId, StreamLog> make;
  private final StreamLog deleted;
  private final Map<StreamId, StreamLog> byId = new ConcurrentHashMap<>();
  private final Deque<StreamId> deletedIds = new ArrayDeque<>(); // guarded by itself, oldest first

  Streams(Function<StreamId, StreamLog> make) {
    this.make = make;
    this.deleted = make.apply(new StreamId("deleted"));
    deleted.delete();
  }

  StreamLog find(StreamId stream) {
    return byId.computeIfAbsent(stream, make);
  }

  /** How many are kept in memory, deleted ones included. */
  int size() {
    return byId.size();
  }

  /** Ends it; deleting its files is up to the caller. Idempotent. */
  void delete(StreamId stream) {
    Optional<StreamLog> was = Optional.ofNullable(byId.put(stream, deleted));
    if (was.filter(deleted::equals).isEmpty()) {
      was.ifPresent(StreamLog::delete);
      remember(stream);
    }
  }

  private void remember(StreamId stream) {
    synchronized (deletedIds) {
      deletedIds.addLast(stream);
      if (deletedIds.size() > DELETED_KNOWN) {
        byId.remove(deletedIds.removeFirst(), deleted);
      }
    }
  }

  void close() {
    byId.values().forEach(StreamLog::close);
  }
}
