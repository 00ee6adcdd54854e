package paas.router.control;

import java.time.Duration;

/**
 * The bounds of the control link.
 *
 * @param spoolLines request lines kept until acknowledged; beyond it the oldest are dropped and
 *     counted
 * @param spoolBytes the same in bytes of text
 * @param batchLines lines sent at once, awaiting one acknowledgement
 * @param batchBytes the same in bytes of text
 * @param linger how long lines gather before they are sent, so that load makes batches, not
 *     wake-ups
 * @param reconnect the longest pause between two attempts to reach the router
 * @param routerGone how long a wait for drained endpoints believes in a router that does not answer
 */
public record ControlLimits(
    int spoolLines,
    int spoolBytes,
    int batchLines,
    int batchBytes,
    Duration linger,
    Duration reconnect,
    Duration routerGone) {
  public static final ControlLimits DEFAULT =
      new ControlLimits(
          50_000,
          16 << 20,
          1_000,
          256 << 10,
          Duration.ofMillis(20),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3));
}
