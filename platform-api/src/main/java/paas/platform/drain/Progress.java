package paas.platform.drain;

import java.time.Duration;
import java.util.List;
import paas.platform.app.AppId;
import paas.platform.store.LogDrain;
import paas.router.logs.LineId;
import paas.router.logs.LogCursor;
import paas.router.logs.LogRouter;
import paas.router.logs.Origin;
import paas.router.logs.Position;
import paas.router.logs.StreamId;

/**
 * How far a drain got. The log keeps it, so that what a power cut takes of the log it takes of this
 * too. Only its drain's thread moves it.
 */
final class Progress {
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final LogRouter router;
  private final LogDrain drain;
  private final Duration often;
  private volatile LineId at;
  private LineId kept;
  private long keptNanos = System.nanoTime();

  /** Goes on where it was; a drain that never was anywhere begins with the next line. */
  Progress(LogRouter router, LogDrain drain, LogCursor cursor, Duration often) {
    this.router = router;
    this.drain = drain;
    this.often = often;
    LineId newest = cursor.newest();
    this.kept =
        router
            .position(stream(drain), origin(drain))
            .flatMap(position -> LineId.parse(position.value()))
            .filter(known -> known.compareTo(newest) <= 0)
            .orElse(newest);
    this.at = kept;
  }

  static StreamId stream(LogDrain drain) {
    return stream(drain.app());
  }

  static StreamId stream(AppId app) {
    return new StreamId(app.toString());
  }

  private static Origin origin(LogDrain drain) {
    return new Origin("drain:" + drain.id());
  }

  /** How far it is, from now on; a new one begins behind that line. */
  static void keep(LogRouter router, LogDrain drain, LineId after) {
    router.append(stream(drain), origin(drain), new Position(after.toString()), List.of());
  }

  /** The drain was removed. */
  static void forget(LogRouter router, LogDrain drain) {
    router.forget(stream(drain), origin(drain));
  }

  /** The last line that is done with. */
  LineId at() {
    return at;
  }

  void moveTo(LineId line) {
    at = line;
  }

  /** How long to wait for lines at most, until there is something else to do. */
  Duration patience() {
    return at.equals(kept) ? IDLE : often;
  }

  /** Where it is worth it: after a while, or when there is nothing else to do. */
  void keepSometimes(boolean idle) {
    if (idle || System.nanoTime() - keptNanos > often.toNanos()) {
      keep();
    }
  }

  /** Outlives a kill from now on. */
  void keep() {
    if (!at.equals(kept)) {
      keep(router, drain, at);
      kept = at;
    }
    keptNanos = System.nanoTime();
  }
}
