package paas.runner;

/**
 * A TCP port that a container listens on.
 *
 * @param loopbackOnly it listens on 127.0.0.1 or ::1 and cannot be reached from without
 */
public record Listener(int port, boolean loopbackOnly) {}
