package paas.runner;

import java.time.Duration;

/**
 * What a container uses, all its processes together.
 *
 * @param memoryBytes without files that the kernel would drop from its cache first
 * @param cpu time on all CPUs since it started
 * @param receivedBytes by network since it started
 * @param sentBytes by network since it started
 */
public record Usage(long memoryBytes, Duration cpu, long receivedBytes, long sentBytes) {}
