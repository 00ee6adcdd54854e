package paas.platform.autoscale;

import java.time.Instant;
import java.util.Optional;
import paas.platform.formation.Room;

/**
 * What is seen of one process type at one moment.
 *
 * @param quantity how many instances are wanted now
 * @param out how many of them were stopped by hand or have crashed: the others carry the load
 * @param tried whether a canary has a part of the requests: the app does not sleep beside it
 * @param asked whether a request waits for it to wake
 * @param traffic empty for other than web processes, and while the router cannot be heard
 * @param cpu percent, the mean of its instances; empty until they were measured
 */
public record Sample(
    Instant at,
    int quantity,
    int out,
    Situation situation,
    boolean tried,
    boolean asked,
    Optional<Traffic> traffic,
    Optional<Double> cpu,
    Room room) {
  /** Those that carry the load. */
  int running() {
    return Math.max(1, quantity - out);
  }
}
