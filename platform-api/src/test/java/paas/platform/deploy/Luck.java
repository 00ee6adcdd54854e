package paas.platform.deploy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What one seed decides. Once it is calm nothing goes wrong any more. */
final class Luck {
  /** Of the moments at which the platform may be killed, one in so many. */
  private static final int KILLS = 400;

  private final SplittableRandom random;
  private boolean calm;

  Luck(long seed) {
    this.random = new SplittableRandom(seed);
  }

  RandomGenerator random() {
    return random;
  }

  void calm() {
    calm = true;
  }

  boolean isCalm() {
    return calm;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  Duration upTo(int millis) {
    return Duration.ofMillis(random.nextInt(millis));
  }

  /** Whether a fault that comes once in so many times comes now. */
  boolean strikes(int oneIn) {
    return !calm && random.nextInt(oneIn) == 0;
  }

  /** A point between two steps, at which the platform may be killed. */
  void point() {
    if (strikes(KILLS)) {
      throw new Killed();
    }
  }
}
