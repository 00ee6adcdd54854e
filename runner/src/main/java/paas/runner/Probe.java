package paas.runner;

import java.time.Duration;

/**
 * Asks whether something accepts connections; a container's own address, never a published port.
 */
public interface Probe {
  boolean listening(String address, int port, Duration timeout);
}
