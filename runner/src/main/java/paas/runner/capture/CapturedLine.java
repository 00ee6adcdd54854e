package paas.runner.capture;

import java.time.Instant;

/**
 * One line that a container wrote, without its newline.
 *
 * @param time when the engine read it, to microseconds; of a line in several pieces, that of the
 *     piece's first byte
 * @param text at most {@link CaptureLimits#lineBytes} of UTF-8; longer lines come as several
 */
public record CapturedLine(Instant time, Channel channel, String text) {

  /** Where a process wrote to. */
  public enum Channel {
    STDOUT,
    STDERR
  }
}
