package paas.platform.drain;

import java.time.Duration;

/**
 * How soon a drain does what.
 *
 * @param gather how long lines wait for others to go along, where that is worth it
 * @param firstPause before lines are sent again that were not taken; it doubles each time
 * @param longestPause what it grows to
 * @param tell after so many attempts in a row the app's log says so, and fewer lines go at once
 * @param keep how often at most the log is told how far it was sent; a kill sends so much again
 */
record Tempo(Duration gather, Duration firstPause, Duration longestPause, int tell, Duration keep) {
  static final Tempo STANDARD =
      new Tempo(
          Duration.ofMillis(250),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          5,
          Duration.ofSeconds(2));

  /** Before the attempt after that many. */
  Duration pause(int attempts) {
    Duration pause = firstPause;
    for (int i = 1; i < attempts && pause.compareTo(longestPause) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
