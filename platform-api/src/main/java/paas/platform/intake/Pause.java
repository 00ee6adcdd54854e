package paas.platform.intake;

import java.time.Duration;

/** Between tries while the database is away: longer from one to the next. For one thread. */
final class Pause {
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration next = SHORTEST;

  Duration next() {
    Duration now = next;
    Duration twice = now.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    return now;
  }
}
