package paas.platform.autoscale;

import java.time.Duration;

/**
 * How fast quantities follow the load.
 *
 * @param every how often is judged
 * @param window over which figures are made
 * @param rise how long a figure must be over its target before instances are added
 * @param fall how long one must be to spare before one is taken away
 * @param cooldown between two changes; longer than the window, so that figures are of what is
 */
public record Tempo(
    Duration every, Duration window, Duration rise, Duration fall, Duration cooldown) {
  public static final Tempo STANDARD =
      new Tempo(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofSeconds(60));

  /** The same in a fraction of the time. */
  public Tempo faster(int times) {
    return new Tempo(
        every.dividedBy(times),
        window.dividedBy(times),
        rise.dividedBy(times),
        fall.dividedBy(times),
        cooldown.dividedBy(times));
  }
}
