package paas.runner.engine;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long the engine may keep us waiting. Streams (attach, logs, events, wait, build output) have
 * no limit on their body: their reader closes them.
 *
 * @param connect until the socket is connected
 * @param look for a call that only reads what the engine has in its memory
 * @param answer for a plain call, from the first byte sent to the last byte received
 * @param transfer the same for calls that move or delete data: archives, commits, image removal
 */
public record EngineTimeouts(Duration connect, Duration look, Duration answer, Duration transfer) {
  public static final EngineTimeouts DEFAULT =
      new EngineTimeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofMinutes(2),
          Duration.ofMinutes(15));

  public EngineTimeouts {
    if (Stream.of(connect, look, answer, transfer).anyMatch(limit -> !limit.isPositive())) {
      throw new IllegalArgumentException("Engine timeouts must be positive");
    }
  }
}
