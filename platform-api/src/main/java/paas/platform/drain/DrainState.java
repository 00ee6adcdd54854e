package paas.platform.drain;

import java.time.Instant;
import java.util.Optional;

/**
 * How a drain is doing.
 *
 * @param problem why nothing is sent at present
 * @param waiting lines in the log that it has not sent yet
 * @param sentAt when it last sent something, since the platform's start
 * @param dropped lines that it will never send, since the platform's start
 */
public record DrainState(
    Optional<String> problem, long waiting, Optional<Instant> sentAt, long dropped) {}
