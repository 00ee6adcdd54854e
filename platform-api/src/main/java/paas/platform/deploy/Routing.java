package paas.platform.deploy;

import java.time.Duration;

/**
 * Whether the router has what was stored, for those who changed it and wait for that. Thread-safe,
 * as {@link TurnNews}.
 */
final class Routing {
  private final TurnNews<Boolean> turns = new TurnNews<>();

  /** A turn begins. */
  void begin() {
    turns.begin();
  }

  /** The router has acknowledged what this turn found stored, or had it already. */
  void acknowledged() {
    turns.tell(true);
  }

  /** There will be no turn any more, and the router has no route of the app. */
  void close() {
    turns.close(true);
  }

  /** Whether it came about in time. {@code wake} is to make the loop turn. */
  boolean await(Duration atMost, Runnable wake) throws InterruptedException {
    return turns.await(done -> done, atMost, wake).isPresent();
  }
}
