package paas.platform.deploy;

import java.time.Duration;

/**
 * Every bound of the control loops, named.
 *
 * @param domain instances of app {@code shop} are reached at {@code shop.<domain>}
 * @param port what {@code $PORT} says; an instance has an address of its own, so all share it
 * @param readiness how long an instance that is no web process must have run to count as up
 * @param probeEvery how often a booting instance is looked at without being woken
 * @param lookEvery how often a quiet app is looked at without being woken
 * @param drain how long requests in flight may keep an old instance from its SIGTERM
 * @param heldUp after how long in its drain nobody who waits for a change waits for an instance
 */
public record DeploySettings(
    String domain,
    int port,
    Duration readiness,
    Duration probeEvery,
    Duration lookEvery,
    Duration drain,
    Duration heldUp,
    Duration publishDeadline,
    Duration releasePhase,
    long memoryBytes,
    double cpus,
    int pids) {

  public static DeploySettings defaults(String domain, double cpus) {
    return new DeploySettings(
        domain,
        5000,
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofHours(1),
        512L << 20,
        cpus,
        512);
  }
}
