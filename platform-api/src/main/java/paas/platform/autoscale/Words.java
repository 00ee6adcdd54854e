package paas.platform.autoscale;

import java.time.Duration;

/** Lengths of time as the log says them. */
final class Words {
  private Words() {}

  /** {@code 90 s}, {@code 15 min}, {@code 2 h}. */
  static String of(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 120 || seconds % 60 != 0) {
      return seconds + " s";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds / 60 + " min";
  }
}
