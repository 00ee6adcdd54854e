package paas.platform.deploy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What went wrong in one loop's turns since the last that worked: what of it is news, and how long
 * to wait for the next turn. Used by one thread.
 */
final class FailedTurns {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** What fails for ever new reasons is told of no more after these. */
  private static final int MOST_TOLD = 20;

  private final Set<String> told = new HashSet<>();
  private Duration next = FIRST;

  /** Whether this is to be told: it may take turns with other failures, each is told once. */
  boolean isNews(String failure) {
    return told.size() < MOST_TOLD && told.add(failure);
  }

  /** How long to wait after a bug, which is hardly gone a moment later: longer each time. */
  Duration untilNext() {
    Duration wait = next;
    Duration doubled = wait.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return wait;
  }

  /** A turn has worked. */
  void forget() {
    told.clear();
    next = FIRST;
  }
}
