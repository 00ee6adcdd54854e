package paas.platform.deploy;

import java.util.Optional;

/**
 * What an instance used when it was last measured.
 *
 * @param memoryBytes without cache that the kernel would drop first
 * @param limitBytes what it may use at most
 * @param cpus CPUs in use since the measurement before, 0.5 being half of one; empty for the first
 * @param receivedBytes by network since it started
 * @param sentBytes by network since it started
 */
public record Reading(
    long memoryBytes, long limitBytes, Optional<Double> cpus, long receivedBytes, long sentBytes) {}
